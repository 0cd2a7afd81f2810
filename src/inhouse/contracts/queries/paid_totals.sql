-- How much of all payments went to suppliers on contract, to others above and below the threshold, and to names withheld?
WITH paid AS (
    SELECT
        CASE
            WHEN payment.supplier_id = 'redacted' THEN 'withheld'
            WHEN list_contains($on_contract::VARCHAR[], payment.supplier_id) THEN 'on'
            ELSE 'off'
        END AS place,
        count(*) AS payments,
        sum(payment.amount_gbp) AS amount_gbp,
        min(payment.payment_date) AS first_date,
        max(payment.payment_date) AS last_date,
        count(*) - count(payment.payment_date) AS undated
    FROM payments AS payment
    GROUP BY payment.supplier_id
)
SELECT
    coalesce(sum(payments), 0)::BIGINT AS payments,
    coalesce(sum(amount_gbp), 0) AS amount_gbp,
    coalesce(sum(amount_gbp) FILTER (WHERE place = 'on'), 0) AS on_contract_gbp,
    count(*) FILTER (WHERE place = 'on') AS suppliers_on_contract,
    coalesce(sum(amount_gbp) FILTER (WHERE place = 'off' AND amount_gbp > $threshold_gbp::DECIMAL(18, 4)), 0)
        AS off_contract_gbp,
    count(*) FILTER (WHERE place = 'off' AND amount_gbp > $threshold_gbp::DECIMAL(18, 4)) AS suppliers_off_contract,
    coalesce(sum(amount_gbp) FILTER (WHERE place = 'off' AND amount_gbp <= $threshold_gbp::DECIMAL(18, 4)), 0)
        AS below_threshold_gbp,
    count(*) FILTER (WHERE place = 'off' AND amount_gbp <= $threshold_gbp::DECIMAL(18, 4)) AS suppliers_below_threshold,
    coalesce(sum(amount_gbp) FILTER (WHERE place = 'withheld'), 0) AS names_withheld_gbp,
    coalesce(sum(undated), 0)::BIGINT AS undated_payments,
    min(first_date) AS first_date,
    max(last_date) AS last_date
FROM paid
