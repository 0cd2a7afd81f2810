-- Which files hold the same payments as another file, so that their money counts twice?
-- The same payment: same date, name as written and amount. Only files whose dates overlap by half are compared.
WITH spans AS (
    SELECT source, min(payment_date) AS first_date, max(payment_date) AS last_date, count(*) AS payments
    FROM payments_kept
    GROUP BY source
),
pairs AS (
    SELECT earlier.source AS source, later.source AS other, least(earlier.payments, later.payments) AS fewest
    FROM spans AS earlier
    JOIN spans AS later ON earlier.source < later.source
    WHERE 2 * (datediff('day', greatest(earlier.first_date, later.first_date), least(earlier.last_date, later.last_date)) + 1)
        >= least(
            datediff('day', earlier.first_date, earlier.last_date),
            datediff('day', later.first_date, later.last_date)
        ) + 1
),
keyed AS (
    SELECT source, payment_date, supplier, amount_gbp, count(*) AS times
    FROM payments_kept
    WHERE source IN (SELECT source FROM pairs) OR source IN (SELECT other FROM pairs)
    GROUP BY source, payment_date, supplier, amount_gbp
)
SELECT pairs.source, pairs.other, CAST(sum(least(mine.times, theirs.times)) AS BIGINT) AS payments,
    CAST(sum(least(mine.times, theirs.times) * mine.amount_gbp) AS DECIMAL(18, 4)) AS amount_gbp
FROM pairs
JOIN keyed AS mine ON mine.source = pairs.source
JOIN keyed AS theirs
    ON theirs.source = pairs.other
    AND theirs.payment_date IS NOT DISTINCT FROM mine.payment_date
    AND theirs.supplier = mine.supplier
    AND theirs.amount_gbp = mine.amount_gbp
GROUP BY pairs.source, pairs.other, pairs.fewest
HAVING sum(least(mine.times, theirs.times)) >= 10 AND 5 * sum(least(mine.times, theirs.times)) >= pairs.fewest
ORDER BY payments DESC, pairs.source, pairs.other
