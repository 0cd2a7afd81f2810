-- How much was paid under one contract, in how many payments, to how many suppliers, and when?
SELECT
    count(*) AS rows,
    coalesce(sum(paid.amount_gbp), 0) AS amount_gbp,
    count(DISTINCT paid.supplier_id) AS suppliers,
    min(paid.payment_date) AS first_date,
    max(paid.payment_date) AS last_date
FROM paid_rows AS paid
WHERE paid.contract = $contract
  AND ($every_place OR paid.place = $place)
  AND (
    $every_day
    OR paid.payment_date BETWEEN $from_date::DATE AND $to_date::DATE
    OR ($undated AND paid.payment_date IS NULL)
  )
