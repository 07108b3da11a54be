sync-blocked = Envoi arrêté : { $reason }
sync-to-decide = { $count } à décider
sync-not-accepted =
    { $count ->
        [one] { $count } refusée
       *[other] { $count } refusées
    }
sync-first-download = Réception du cabinet : { $done } dossiers sur { $total }
sync-sending = Envoi de { $done } sur { $total }
sync-waiting =
    { $count ->
        [one] { $count } modification enregistrée sur cet appareil
       *[other] { $count } modifications enregistrées sur cet appareil
    }
sync-offline = Hors ligne. Vous pouvez continuer à travailler
sync-up-to-date = Tout est envoyé, { $time }
sync-unsent =
    { $count ->
        [one] { $count } non envoyée
       *[other] { $count } non envoyées
    }
sync-lease = Travail hors ligne possible jusqu'à { $until }
