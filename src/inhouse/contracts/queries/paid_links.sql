-- Which supplier is paid under which contract, in which term, and which of its payments are the contract's?
-- Each link is one line of text with tabs between its parts, because it comes from the matching of names.
SELECT
    split_part(written.link, chr(9), 1)::INTEGER AS contract,
    split_part(written.link, chr(9), 2) AS supplier_id,
    split_part(written.link, chr(9), 3)::INTEGER AS cluster,
    nullif(split_part(written.link, chr(9), 4), '')::DATE AS start_date,
    nullif(split_part(written.link, chr(9), 5), '')::DATE AS end_date,
    split_part(written.link, chr(9), 6) = 'open' AS open_ended,
    split_part(written.link, chr(9), 7) AS number_pattern,
    split_part(written.link, chr(9), 8) AS department,
    split_part(written.link, chr(9), 9) AS words_pattern
FROM (SELECT unnest($links::VARCHAR[]) AS link) AS written
