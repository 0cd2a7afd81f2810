-- Which suppliers have a name that holds these words whole?
SELECT DISTINCT supplier_id, supplier AS name
FROM supplier_identities
WHERE regexp_matches(lower(supplier), $pattern)
ORDER BY supplier_id, name
