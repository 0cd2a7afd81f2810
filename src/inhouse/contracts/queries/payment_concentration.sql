-- How concentrated is spending? The sum of squared shares, and the shares of the largest suppliers.
-- Suppliers paid nought or less in all are left out.
WITH paid AS (
    SELECT sum(payment.amount_gbp) AS amount_gbp
    FROM payments AS payment
    WHERE ($every_supplier OR list_contains($supplier_ids::VARCHAR[], payment.supplier_id))
      AND ($every_name OR list_contains($names::VARCHAR[], payment.supplier))
      AND ($every_year OR year(payment.payment_date) IS NOT DISTINCT FROM $year::INTEGER)
      AND ($every_department OR payment.department = $department::VARCHAR)
    GROUP BY payment.supplier_id
    HAVING sum(payment.amount_gbp) > 0
),
shares AS (
    SELECT
        amount_gbp::DOUBLE / sum(amount_gbp) OVER ()::DOUBLE AS share,
        row_number() OVER (ORDER BY amount_gbp DESC) AS place
    FROM paid
)
SELECT
    sum(share * share ORDER BY place) AS hhi,
    sum(share ORDER BY place) FILTER (WHERE place <= 1) AS top1_share,
    sum(share ORDER BY place) FILTER (WHERE place <= 5) AS top5_share,
    sum(share ORDER BY place) FILTER (WHERE place <= 10) AS top10_share
FROM shares
