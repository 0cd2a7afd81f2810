-- Which suppliers were paid more than the threshold and are named by no contract?
SELECT
    payment.supplier_id,
    any_value(payment.supplier_name) AS supplier,
    list_sort(list(DISTINCT payment.supplier)) AS names,
    count(*) AS payments,
    sum(payment.amount_gbp) AS amount_gbp,
    min(payment.payment_date) AS first_date,
    max(payment.payment_date) AS last_date
FROM payments AS payment
WHERE payment.supplier_id <> 'redacted' AND NOT list_contains($on_contract::VARCHAR[], payment.supplier_id)
GROUP BY payment.supplier_id
HAVING sum(payment.amount_gbp) > $threshold_gbp::DECIMAL(18, 4)
ORDER BY amount_gbp DESC, supplier, payment.supplier_id
