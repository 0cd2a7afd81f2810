-- How much was paid to each supplier, largest first, and what share of the whole is that?
SELECT
    identity.supplier_id,
    any_value(identity.name) AS supplier,
    list(DISTINCT payment.supplier ORDER BY payment.supplier) AS names,
    count(*) AS payments,
    sum(payment.amount_gbp) AS amount_gbp,
    coalesce(sum(payment.amount_gbp)::DOUBLE / nullif(sum(sum(payment.amount_gbp)) OVER (), 0)::DOUBLE, 0) AS share
FROM payments AS payment
JOIN supplier_identities AS identity ON identity.spelling = payment.supplier
WHERE ($every_supplier OR list_contains($supplier_ids::VARCHAR[], identity.supplier_id))
  AND ($every_year OR year(payment.payment_date) IS NOT DISTINCT FROM $year::INTEGER)
  AND ($every_department OR payment.department = $department::VARCHAR)
GROUP BY identity.supplier_id
ORDER BY amount_gbp DESC, supplier, identity.supplier_id
