-- Which payments count for which contract, and do they fall before, inside or after its term?
-- Untold: the payment has no date, or the contract has no published start or end to place it by.
SELECT
    link.contract,
    payment.source,
    payment.part,
    payment.row,
    payment.supplier_id,
    payment.payment_date,
    payment.amount_gbp,
    CASE
        WHEN payment.payment_date IS NULL THEN 'untold'
        WHEN payment.payment_date < link.start_date THEN 'before'
        WHEN payment.payment_date > link.end_date THEN 'after'
        WHEN link.start_date IS NULL OR (link.end_date IS NULL AND NOT link.open_ended) THEN 'untold'
        ELSE 'inside'
    END AS place
FROM paid_links AS link
JOIN payments AS payment ON payment.supplier_id = link.supplier_id
WHERE CASE
    WHEN list_contains($told_by_number::INTEGER[], link.cluster) THEN regexp_matches(
        upper(concat_ws(' ', payment.description, payment.expense_area, payment.department)), link.number_pattern
    )
    WHEN list_contains($told_by_department::INTEGER[], link.cluster)
        THEN upper(trim(payment.department)) = link.department
    WHEN list_contains($told_by_words::INTEGER[], link.cluster) THEN regexp_matches(
        upper(concat_ws(' ', payment.description, payment.expense_area)), link.words_pattern
    )
    ELSE TRUE
END
