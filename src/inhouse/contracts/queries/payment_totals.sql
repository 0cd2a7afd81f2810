-- How much was paid, in how many rows, to how many suppliers, and when?
SELECT
    count(*) AS rows,
    coalesce(sum(payment.amount_gbp), 0) AS amount_gbp,
    count(DISTINCT payment.supplier_id) AS suppliers,
    min(payment.payment_date) AS first_date,
    max(payment.payment_date) AS last_date
FROM payments AS payment
WHERE ($every_supplier OR list_contains($supplier_ids::VARCHAR[], payment.supplier_id))
  AND ($every_name OR list_contains($names::VARCHAR[], payment.supplier))
  AND (
    $every_day
    OR payment.payment_date BETWEEN $from_date::DATE AND $to_date::DATE
    OR ($undated AND payment.payment_date IS NULL)
  )
  AND ($every_department OR payment.department = $department::VARCHAR)
