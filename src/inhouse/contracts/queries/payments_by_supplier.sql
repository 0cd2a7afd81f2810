-- How much was paid to each supplier, largest first, and what share of the whole is that?
SELECT
    payment.supplier_id,
    any_value(payment.supplier_name) AS supplier,
    list_sort(list(DISTINCT payment.supplier)) AS names,
    count(*) AS payments,
    sum(payment.amount_gbp) AS amount_gbp,
    coalesce(sum(payment.amount_gbp)::DOUBLE / nullif(sum(sum(payment.amount_gbp)) OVER (), 0)::DOUBLE, 0) AS share
FROM payments AS payment
WHERE ($every_supplier OR list_contains($supplier_ids::VARCHAR[], payment.supplier_id))
  AND ($every_name OR list_contains($names::VARCHAR[], payment.supplier))
  AND (
    $every_day
    OR payment.payment_date BETWEEN $from_date::DATE AND $to_date::DATE
    OR ($undated AND payment.payment_date IS NULL)
  )
  AND ($every_department OR payment.department = $department::VARCHAR)
GROUP BY payment.supplier_id
ORDER BY amount_gbp DESC, supplier, payment.supplier_id
