-- Which activities make up the commonest ways, in order?
SELECT s.variant, a.activity
FROM variant_steps AS s
INNER JOIN activity_codes AS a ON a.code = s.activity
WHERE s.variant <= $limit
ORDER BY s.variant, s.place
