-- Which resources does the whole log name, and by which number?
SELECT code, resource FROM resource_codes ORDER BY code
