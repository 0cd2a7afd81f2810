-- What was paid to whom? Every kept payment with the stable identity of its supplier.
SELECT payment.*, identity.supplier_id, identity.name AS supplier_name, identity.basis, identity.confidence
FROM payments_kept AS payment
JOIN supplier_identities AS identity
    ON identity.supplier = payment.supplier
    AND identity.supplier_ref IS NOT DISTINCT FROM payment.supplier_ref
    AND identity.company_number IS NOT DISTINCT FROM payment.company_number
    AND identity.vat_number IS NOT DISTINCT FROM payment.vat_number
