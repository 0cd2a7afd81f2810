-- Which payments of one file were kept, in the order of the file?
SELECT part, row, payment_date, supplier, amount_gbp, department, description
FROM loaded
WHERE reject_column IS NULL
ORDER BY part, row
LIMIT $limit OFFSET $offset
