-- How concentrated is spending? The sum of squared shares, and the shares of the largest suppliers.
-- Suppliers paid nought or less in all are left out.
WITH paid AS (
    SELECT sum(payment.amount_gbp) AS amount_gbp
    FROM payments AS payment
    JOIN supplier_identities AS identity ON identity.spelling = payment.supplier
    WHERE ($every_supplier OR list_contains($supplier_ids::VARCHAR[], identity.supplier_id))
      AND ($every_year OR year(payment.payment_date) IS NOT DISTINCT FROM $year::INTEGER)
      AND ($every_department OR payment.department = $department::VARCHAR)
    GROUP BY identity.supplier_id
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
