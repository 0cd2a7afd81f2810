-- Which way did each case go? Two fingerprints of 64 bits of its activities in order, and whether one resource did it all.
SELECT
    case_number,
    count(*) AS events,
    bit_xor(hash(place * 4294967296 + activity)) AS way,
    bit_xor(hash(-1 - (place * 4294967296 + activity))) AS way_again,
    count(resource) AS events_with_resource,
    min(resource) AS first_resource,
    max(resource) AS last_resource
FROM steps
GROUP BY case_number
