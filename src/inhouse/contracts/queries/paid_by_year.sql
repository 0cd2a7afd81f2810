-- How much was paid under each contract, year on year? A financial year runs from April to March and is named by its start.
SELECT
    paid.contract,
    year(paid.payment_date) AS year,
    year(paid.payment_date) - CASE WHEN month(paid.payment_date) < 4 THEN 1 ELSE 0 END AS financial_year,
    count(*) AS payments,
    sum(paid.amount_gbp) AS amount_gbp
FROM paid_rows AS paid
GROUP BY ALL
ORDER BY paid.contract, year NULLS LAST, financial_year NULLS LAST
