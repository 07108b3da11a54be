SELECT DISTINCT device.user_id FROM document
JOIN change ON change.doc = document.doc
JOIN device ON device.device = change.device
WHERE document.patient = $1
ORDER BY device.user_id LIMIT $2
