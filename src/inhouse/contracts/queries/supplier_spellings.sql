-- Under which names was this supplier paid, how much, and from when to when?
SELECT
    payment.supplier AS name,
    min(payment.basis) AS basis,
    min(payment.confidence) AS confidence,
    count(*) AS payments,
    sum(payment.amount_gbp) AS amount_gbp,
    min(payment.payment_date) AS first_date,
    max(payment.payment_date) AS last_date
FROM payments AS payment
WHERE payment.supplier_id = $supplier_id
GROUP BY payment.supplier
ORDER BY amount_gbp DESC, name
