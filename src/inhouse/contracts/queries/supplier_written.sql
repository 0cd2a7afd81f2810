-- Under which names and numbers was anybody paid, the most paid first, and whose name is withheld?
SELECT supplier, supplier_ref, company_number, vat_number, is_withheld
FROM supplier_keys
ORDER BY payments DESC, amount_gbp DESC, supplier, supplier_ref, company_number, vat_number
