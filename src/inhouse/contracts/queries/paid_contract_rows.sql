-- Which rows, in which files, were paid under one contract?
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
FROM paid_rows AS paid
JOIN payments AS payment
    ON payment.source = paid.source AND payment.part = paid.part AND payment.row = paid.row
WHERE paid.contract = $contract
  AND ($every_place OR paid.place = $place)
  AND (
    $every_day
    OR paid.payment_date BETWEEN $from_date::DATE AND $to_date::DATE
    OR ($undated AND paid.payment_date IS NULL)
  )
ORDER BY
    CASE WHEN $order = 'date' THEN payment.payment_date END ASC NULLS LAST,
    CASE WHEN $order = '-date' THEN payment.payment_date END DESC NULLS LAST,
    CASE WHEN $order = 'amount' THEN payment.amount_gbp END ASC,
    CASE WHEN $order = '-amount' THEN payment.amount_gbp END DESC,
    payment.source,
    payment.part,
    payment.row
LIMIT $limit OFFSET $offset
