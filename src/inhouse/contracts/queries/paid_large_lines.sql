-- Which single payments to suppliers on contract stand out: above the threshold, and ten times what that supplier usually gets?
-- Usual is the median payment; suppliers paid fewer than five times have none.
WITH usual AS (
    SELECT payment.supplier_id, median(payment.amount_gbp)::DECIMAL(18, 4) AS usual_gbp
    FROM payments AS payment
    WHERE list_contains($on_contract::VARCHAR[], payment.supplier_id)
    GROUP BY payment.supplier_id
    HAVING count(*) >= 5
)
SELECT
    payment.supplier_id,
    payment.supplier,
    payment.payment_date,
    payment.amount_gbp,
    usual.usual_gbp,
    payment.department,
    payment.description,
    payment.source,
    payment.part,
    payment.row
FROM payments AS payment
JOIN usual ON usual.supplier_id = payment.supplier_id
WHERE payment.amount_gbp > $threshold_gbp::DECIMAL(18, 4) AND payment.amount_gbp >= 10 * usual.usual_gbp
ORDER BY payment.amount_gbp DESC, payment.source, payment.part, payment.row
LIMIT $limit
