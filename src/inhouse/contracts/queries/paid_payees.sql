-- In which ways do the payments write each supplier, with which numbers?
SELECT DISTINCT identity.supplier_id, identity.supplier, identity.company_number, identity.vat_number
FROM supplier_identities AS identity
ORDER BY identity.supplier_id, identity.supplier, identity.company_number, identity.vat_number
