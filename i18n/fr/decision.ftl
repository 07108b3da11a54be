decision-title = Décisions
decision-to-decide = À décider
decision-not-agreed = Sans accord
decision-base = était { $value }
decision-patient = Votre équipe soignante vérifie ce médicament. Demandez-lui avant de changer ce que vous prenez.
decision-reason = Motif
decision-window = entre { $from } et { $to }
