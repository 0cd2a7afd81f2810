-- Where contracts share a supplier: does each payment name one of them by number, by department, or by its words?
-- A way tells the contracts apart only if it claims every payment for exactly one of them.
WITH claimed AS (
    SELECT
        link.cluster,
        payment.source,
        payment.part,
        payment.row,
        count(DISTINCT link.contract) FILTER (
            WHERE link.number_pattern <> ''
              AND regexp_matches(
                  upper(concat_ws(' ', payment.description, payment.expense_area, payment.department)),
                  link.number_pattern
              )
        ) AS by_number,
        count(DISTINCT link.contract) FILTER (
            WHERE link.department <> '' AND upper(trim(payment.department)) = link.department
        ) AS by_department,
        count(DISTINCT link.contract) FILTER (
            WHERE link.words_pattern <> ''
              AND regexp_matches(
                  upper(concat_ws(' ', payment.description, payment.expense_area)), link.words_pattern
              )
        ) AS by_words
    FROM paid_links AS link
    JOIN payments AS payment ON payment.supplier_id = link.supplier_id
    WHERE link.cluster >= 0
    GROUP BY link.cluster, payment.source, payment.part, payment.row
)
SELECT
    cluster,
    count(*) AS payments,
    count(*) FILTER (WHERE by_number = 1) AS by_number,
    count(*) FILTER (WHERE by_department = 1) AS by_department,
    count(*) FILTER (WHERE by_words = 1) AS by_words
FROM claimed
GROUP BY cluster
ORDER BY cluster
