-- Which groups are there? Each has a small number, in the order of names.
SELECT org_group, CAST(row_number() OVER (ORDER BY org_group) AS INTEGER) AS code
FROM (SELECT DISTINCT org_group FROM events WHERE org_group IS NOT NULL)
