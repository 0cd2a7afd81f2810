-- Which rows, in which files, make up the figure?
SELECT
    payment.source,
    payment.part,
    payment.row,
    payment.payment_date,
    payment.supplier,
    payment.amount_gbp,
    payment.department,
    payment.description,
    payment.expense_area,
    payment.invoice_number
FROM payments AS payment
WHERE ($every_supplier OR list_contains($supplier_ids::VARCHAR[], payment.supplier_id))
  AND ($every_name OR list_contains($names::VARCHAR[], payment.supplier))
  AND (
    $every_day
    OR payment.payment_date BETWEEN $from_date::DATE AND $to_date::DATE
    OR ($undated AND payment.payment_date IS NULL)
  )
  AND ($every_department OR payment.department = $department::VARCHAR)
ORDER BY
    CASE WHEN $order = 'date' THEN payment.payment_date END ASC NULLS LAST,
    CASE WHEN $order = '-date' THEN payment.payment_date END DESC NULLS LAST,
    CASE WHEN $order = 'amount' THEN payment.amount_gbp END ASC,
    CASE WHEN $order = '-amount' THEN payment.amount_gbp END DESC,
    payment.source,
    payment.part,
    payment.row
LIMIT $limit OFFSET $offset
