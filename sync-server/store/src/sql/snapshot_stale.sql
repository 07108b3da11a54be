SELECT d.doc FROM document d
WHERE d.doc > $1 AND d.state < 3 AND d.type NOT IN (6, 10) AND d.head_seq >= $2
    AND NOT EXISTS (
        SELECT 1 FROM snapshot s
        WHERE s.doc = d.doc AND s.epoch = d.epoch AND s.upto_seq > d.head_seq - $2
    )
ORDER BY d.doc LIMIT $3
