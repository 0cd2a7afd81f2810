-- What does each way of writing a supplier say about who it is?
-- Its name without legal suffixes, its company number, its VAT number, and the publisher's supplier id.
WITH written AS (
    SELECT
        supplier, supplier_ref, company_number, vat_number,
        count(*) AS payments,
        sum(amount_gbp) AS amount_gbp
    FROM payments_kept
    GROUP BY ALL
),
-- Capital letters without accents or other scripts, and no account codes in brackets.
capitals AS (
    SELECT
        *,
        regexp_replace(
            upper(regexp_replace(supplier, '[^ -~]', ' ', 'g')), '\([A-Z]{0,3} ?[0-9]{4,}\)', ' ', 'g'
        ) AS name_capitals,
        upper(regexp_replace(company_number, '[^!-~]', '', 'g')) AS company,
        upper(regexp_replace(vat_number, '[^A-Za-z0-9]', '', 'g')) AS vat,
        translate(supplier_ref, 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ') AS ref
    FROM written
),
-- No trading name behind a company's name, no punctuation.
plainly AS (
    SELECT
        *,
        regexp_replace(
            coalesce(
                nullif(
                    regexp_extract(
                        name_capitals, '^(.*?(LTD|LIMITED|PLC|LLP|CIC)\.?) *[-,(]? *(T/A|TRADING AS)\b', 1
                    ),
                    ''
                ),
                name_capitals
            ),
            '[^A-Z0-9&]+', ' ', 'g'
        ) AS plain
    FROM capitals
),
keyed AS (
    SELECT
        *,
        coalesce(
            nullif(
                trim(
                    regexp_replace(
                        regexp_replace(
                            ' ' || replace(replace(plain, '''', ''), '&', ' AND ') || ' ',
                            '( (LTD|LIMITED|PLC|P L C|LLP|L L P|LP|CIC|C I C|CIO|INC|CORP|GMBH|BV|B V|CYF|LLC|LIMTED|LTD CO|CO LTD|COMPANY LIMITED))+ *$',
                            ' ', 'g'
                        ),
                        '(^ THE )|( +)', ' ', 'g'
                    )
                ),
                ''
            ),
            nullif(trim(plain), ''),
            supplier
        ) AS name_key,
        regexp_matches(plain, '\b(LTD|LIMITED|PLC|LLP|CIC|P L C|LIMTED)\b') AS is_company,
        CASE
            WHEN regexp_matches(company, '^[0-9]{5,8}$') AND regexp_matches(company, '[1-9]') THEN lpad(company, 8, '0')
            WHEN regexp_matches(company, '^[A-Z]{2}[0-9]{6}$') THEN company
        END AS company_key,
        CASE
            WHEN regexp_matches(vat, '^(GB)?[1-9][0-9]{8}([0-9]{3})?$') THEN substring(replace(vat, 'GB', ''), 1, 9)
        END AS vat_key,
        CASE WHEN regexp_matches(ref, '[1-9]') THEN ref END AS ref_key
    FROM plainly
)
SELECT *, regexp_matches(name_key, '\b(REDACTED|WITHHELD|PERSONAL DATA)\b') AS is_withheld
FROM keyed
