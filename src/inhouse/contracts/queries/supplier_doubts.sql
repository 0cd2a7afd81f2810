-- Which suppliers may be one, so that a person must say? The likeliest first.
SELECT a, b, supplier_a, supplier_b, score, reasons
FROM supplier_doubts
ORDER BY score DESC, a, b, supplier_a, supplier_b
