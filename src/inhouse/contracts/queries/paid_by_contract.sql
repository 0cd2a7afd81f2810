-- How much was paid to the suppliers of each contract, before, inside and after its term?
SELECT
    paid.contract,
    count(*) AS payments,
    sum(paid.amount_gbp) AS paid_gbp,
    coalesce(sum(paid.amount_gbp) FILTER (WHERE paid.place = 'before'), 0) AS before_gbp,
    coalesce(sum(paid.amount_gbp) FILTER (WHERE paid.place = 'inside'), 0) AS inside_gbp,
    coalesce(sum(paid.amount_gbp) FILTER (WHERE paid.place = 'after'), 0) AS after_gbp,
    coalesce(sum(paid.amount_gbp) FILTER (WHERE paid.place = 'untold'), 0) AS untold_gbp,
    min(paid.payment_date) AS first_date,
    max(paid.payment_date) AS last_date
FROM paid_rows AS paid
GROUP BY paid.contract
ORDER BY paid.contract
