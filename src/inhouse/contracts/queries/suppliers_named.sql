-- Which suppliers have a spelling that holds these words whole?
SELECT DISTINCT identity.supplier_id
FROM supplier_identities AS identity
WHERE regexp_matches(upper(identity.spelling), $pattern)
ORDER BY identity.supplier_id
