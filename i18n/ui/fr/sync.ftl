# Envoyer et recevoir.

sync-chip = Envoi :
sync-waiting-offline = { $words }, hors ligne
sync-sign = { $words } · { $unsent }
sync-first-left = { $words }, environ { $time }
sync-minutes = { $count } min
sync-seconds = { $count } s
sync-hours = { $count } h

sync-patient-up-to-date = Tout est envoyé, { $time }
sync-patient-never = Pas encore de contact avec le cabinet
sync-patient-offline = Pas de connexion. Vous pouvez continuer
sync-patient-waiting =
    { $count ->
        [one] { $count } chose est gardée sur ce téléphone et partira plus tard
       *[other] { $count } choses sont gardées sur ce téléphone et partiront plus tard
    }
sync-patient-sending = En route vers le cabinet
sync-patient-first = Réception de votre dossier : { $done } sur { $total }
sync-patient-needs = Le cabinet n'a pas pu prendre ce que vous avez envoyé
sync-patient-blocked = Rien ne peut être envoyé maintenant
sync-patient-unsent =
    { $count ->
        [one] { $count } non envoyée
       *[other] { $count } non envoyées
    }

sync-title = Envoyer et recevoir
sync-popover = Où en est l'envoi
sync-to-send = À envoyer
sync-to-receive = À recevoir
sync-last-contact = Dernier contact
sync-offline-short = Hors ligne
sync-offline-until = Travail hors ligne possible jusqu'à
sync-reading-log = Journal de lecture à envoyer
sync-never = jamais
sync-changes =
    { $count ->
        [0] rien
        [one] { $count } modification
       *[other] { $count } modifications
    }
sync-records =
    { $count ->
        [0] rien
        [one] { $count } dossier
       *[other] { $count } dossiers
    }
sync-entries =
    { $count ->
        [0] rien
        [one] { $count } ligne
       *[other] { $count } lignes
    }
sync-send-now = Envoyer maintenant
sync-sending-now = Envoi en cours
sync-open-page = Tout sur l'envoi
sync-pause = Pause
sync-resume = Continuer
sync-pause-download = Suspendre la réception
sync-resume-download = Reprendre la réception
sync-work-offline = Travailler hors ligne
sync-work-offline-hint = Aucun contact avec le serveur jusqu'à ce que vous changiez ou redémarriez l'application.
sync-paused = La réception attend. Ce que vous écrivez part quand même.
sync-web = Sur le web, tout est sur le serveur du cabinet. Ce que vous enregistrez y est aussitôt.

sync-own = Vos modifications
sync-own-hint = Enregistré, envoyé et sur d'autres appareils sont trois faits. Cette page compte chacun.
sync-own-saved = Enregistré sur cet appareil, pas encore envoyé
sync-own-sent = Envoyé, pas encore vu sur un autre appareil
sync-own-elsewhere = Sur d'autres appareils
sync-not-accepted-title = Non accepté par le serveur
sync-not-accepted-none = Tout ce qui a été envoyé a été accepté.
sync-not-accepted-some =
    { $count ->
        [one] { $count } modification vous attend
       *[other] { $count } modifications vous attendent
    }
sync-not-accepted-open = Les regarder
sync-decisions-open = Ouvrir Décisions
sync-rounds = Derniers échanges
sync-rounds-none = Pas encore d'échange
sync-rounds-why = Un échange se fait tout seul dès qu'il y a contact avec le serveur.
sync-round-at = Terminé
sync-round-kind = Quoi
sync-round-items = Éléments
sync-round-up = Envoyé
sync-round-down = Reçu
sync-round-checked = Vérifié, rien de nouveau
sync-round-sent = Envoyé
sync-round-received = Reçu
sync-round-failed = Sans succès : { $why }
sync-bytes = { $count } o
sync-kibibytes = { $count } Kio
sync-mebibytes = { $count } Mio
sync-integrity = Cette copie est-elle conforme
sync-integrity-ok = Chaque dossier qui arrive est comparé à son sceau avant d'être gardé. Cette copie n'a pas de défaut.
sync-integrity-behind =
    { $count ->
        [one] { $count } dossier est ici et encore en cours de lecture.
       *[other] { $count } dossiers sont ici et encore en cours de lecture.
    }
sync-integrity-bad = Une copie n'est pas conforme. L'envoi est arrêté pour que rien ne se propage.
sync-hand-in = Rendre cet appareil
sync-hand-in-safe = Vous pouvez le rendre : tout ce qui a été écrit ici est envoyé et accepté.
sync-hand-in-not = Pas encore. { $reason }
sync-hand-in-unsent =
    { $count ->
        [one] { $count } modification n'est que sur cet appareil.
       *[other] { $count } modifications ne sont que sur cet appareil.
    }
sync-hand-in-refused =
    { $count ->
        [one] { $count } modification n'a pas été acceptée et n'est que sur cet appareil.
       *[other] { $count } modifications n'ont pas été acceptées et ne sont que sur cet appareil.
    }
sync-hand-in-log = Le journal de ce qui a été lu ici n'est pas encore envoyé.
sync-copy = Copier les détails pour l'informatique
sync-copied = Copié. Rien n'y parle des patients.

sync-first-title = Réception de votre cabinet
sync-first-step = D'abord votre liste, puis les dossiers, les plus récents d'abord.
sync-first-count = { $done } dossiers sur { $total }. Vous pouvez travailler avec ce qui est là.
sync-first-about = environ { $time }
sync-first-tip = Laissez l'appareil branché. Cela continue écran éteint et reprend où cela s'est arrêté.

sync-stopped = Envoi arrêté.
sync-block-signed_out = vous êtes déconnecté
sync-block-signed_out-long = Vous êtes déconnecté. Votre travail est en sécurité ici.
sync-block-device_blocked = cet appareil est bloqué
sync-block-device_blocked-long = Cet appareil a été bloqué par votre cabinet.
sync-block-clock_wrong = l'horloge est fausse
sync-block-clock_wrong-long = L'horloge de cet appareil est fausse. Votre travail est gardé et marqué.
sync-block-app_old = cette application est trop ancienne
sync-block-app_old-long = Mettez à jour pour continuer l'envoi. Votre travail est gardé.
sync-block-server_old = le serveur du cabinet est trop ancien
sync-block-server_old-long = Le serveur du cabinet doit être mis à jour. Votre travail est gardé.
sync-block-storage_full = plus de place sur cet appareil
sync-block-storage_full-long = Plus de place. Le texte est encore enregistré, les photos attendent.
sync-block-key_missing = cet appareil ne peut pas ouvrir ses clés
sync-block-key_missing-long = Cet appareil ne peut pas ouvrir ses clés. Les dossiers sont toujours ici.
sync-block-server_refused = le cabinet n'accepte pas ce rôle ou ce lieu
sync-block-server_refused-long = Le cabinet n'accepte pas ce rôle ou ce lieu. Votre travail est gardé.
sync-block-integrity = une copie n'est pas conforme
sync-block-integrity-long = Une copie n'est pas conforme. Vos propres modifications sont gardées.
sync-block-cert = ce n'est pas le serveur du cabinet que nous connaissons
sync-block-cert-long = Ce n'est pas le serveur du cabinet que nous connaissons. Rien ne lui a été envoyé.
sync-block-quota = votre espace est épuisé
sync-block-quota-long = Vous avez épuisé votre espace. Votre travail est gardé ici.
sync-block-busy = le serveur est occupé
sync-block-busy-long = Le serveur est occupé.
sync-next-try = Prochain essai à { $time }.
sync-fix-signed_out = Se connecter
sync-fix-device_blocked = Qui appeler
sync-fix-clock_wrong = Montrer comment
sync-fix-app_old = Comment mettre à jour
sync-fix-server_old = Copier les détails pour l'informatique
sync-fix-storage_full = Comment libérer de la place
sync-fix-key_missing = Utiliser le code de secours
sync-fix-server_refused = Détails
sync-fix-integrity = Vérifier de nouveau
sync-fix-cert = Vérifier l'adresse
sync-fix-quota = Essayer maintenant
sync-fix-busy = Essayer maintenant
sync-clock-ahead = l'horloge avance de { $time }
sync-clock-behind = l'horloge retarde de { $time }
sync-clock-bar-ahead = L'horloge de cet appareil avance de { $time } sur celle du cabinet. Ce que vous écrivez est envoyé et signalé. Réglez l'horloge.
sync-clock-bar-behind = L'horloge de cet appareil retarde de { $time } sur celle du cabinet. Ce que vous écrivez est envoyé et signalé. Réglez l'horloge.
sync-lease-near = Cet appareil doit joindre le serveur du cabinet dans les { $time }. D'ici là tout fonctionne, et rien n'est effacé ensuite.
