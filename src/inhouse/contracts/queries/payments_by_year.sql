-- How much was paid in each calendar year? Payments without a date come last.
SELECT
    year(payment.payment_date) AS year,
    sum(payment.amount_gbp) AS amount_gbp,
    count(*) AS payments
FROM payments AS payment
WHERE ($every_supplier OR list_contains($supplier_ids::VARCHAR[], payment.supplier_id))
  AND ($every_name OR list_contains($names::VARCHAR[], payment.supplier))
  AND ($every_year OR year(payment.payment_date) IS NOT DISTINCT FROM $year::INTEGER)
  AND ($every_department OR payment.department = $department::VARCHAR)
GROUP BY ALL
ORDER BY year NULLS LAST
