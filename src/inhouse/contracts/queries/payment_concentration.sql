-- How concentrated is spending? The sum of squared shares of all pounds paid, and the shares of the largest suppliers.
-- Suppliers paid nought or less in all are left out of the sum; nothing is said where all payments come to nought or less.
WITH paid AS (
    SELECT sum(payment.amount_gbp) AS amount_gbp
    FROM payments AS payment
    WHERE ($every_supplier OR list_contains($supplier_ids::VARCHAR[], payment.supplier_id))
      AND ($every_name OR list_contains($names::VARCHAR[], payment.supplier))
      AND (
        $every_day
        OR payment.payment_date BETWEEN $from_date::DATE AND $to_date::DATE
        OR ($undated AND payment.payment_date IS NULL)
      )
      AND ($every_department OR payment.department = $department::VARCHAR)
    GROUP BY payment.supplier_id
),
placed AS (
    SELECT
        amount_gbp,
        sum(amount_gbp) OVER () AS total_gbp,
        row_number() OVER (ORDER BY amount_gbp DESC) AS place
    FROM paid
),
shares AS (
    SELECT
        place,
        amount_gbp,
        total_gbp,
        -- To fifteen places, so that the sum of squares does not hang on the order of adding.
        (amount_gbp::DOUBLE / total_gbp::DOUBLE)::DECIMAL(18, 15) AS share
    FROM placed
    WHERE amount_gbp > 0 AND total_gbp > 0
)
SELECT
    sum(share * share)::DOUBLE AS hhi,
    sum(amount_gbp) FILTER (WHERE place <= 1)::DOUBLE / max(total_gbp)::DOUBLE AS top1_share,
    sum(amount_gbp) FILTER (WHERE place <= 5)::DOUBLE / max(total_gbp)::DOUBLE AS top5_share,
    sum(amount_gbp) FILTER (WHERE place <= 10)::DOUBLE / max(total_gbp)::DOUBLE AS top10_share
FROM shares
