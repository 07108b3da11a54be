SELECT d.doc FROM document d
WHERE d.doc > $1 AND d.state = 1 AND d.type < 6
    AND ((d.bytes_full > 0 AND d.bytes_log > $2 * d.bytes_full AND d.bytes_log > $3) OR d.head_seq > $4)
ORDER BY d.doc LIMIT $5
