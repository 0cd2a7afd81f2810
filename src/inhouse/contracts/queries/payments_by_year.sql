-- How much was paid in each year? Payments without a date come last.
-- The first month says which year: 1 for calendar years, 4 for financial years, named by the April they start in.
SELECT
    year(payment.payment_date) - CASE WHEN month(payment.payment_date) < $first_month THEN 1 ELSE 0 END AS year,
    sum(payment.amount_gbp) AS amount_gbp,
    count(*) AS payments
FROM payments AS payment
WHERE ($every_supplier OR list_contains($supplier_ids::VARCHAR[], payment.supplier_id))
  AND ($every_name OR list_contains($names::VARCHAR[], payment.supplier))
  AND (
    $every_day
    OR payment.payment_date BETWEEN $from_date::DATE AND $to_date::DATE
    OR ($undated AND payment.payment_date IS NULL)
  )
  AND ($every_department OR payment.department = $department::VARCHAR)
GROUP BY ALL
ORDER BY year NULLS LAST
