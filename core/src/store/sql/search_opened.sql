SELECT p.doc, p.body
FROM (
    SELECT patient, max(opened_at) AS at
    FROM document INDEXED BY document_opened
    WHERE opened_at IS NOT NULL AND patient IS NOT NULL
    GROUP BY patient
    ORDER BY at DESC, patient
    LIMIT ?1
) o
JOIN view_patient p ON p.doc = o.patient
ORDER BY o.at DESC, o.patient
