# Accueil de l'application du patient. Mots simples, phrases courtes.

patient-home-title = Accueil
# $name (String) the person's given name
patient-home-morning = Bonjour, { $name }
# $name (String) the person's given name
patient-home-afternoon = Bon après-midi, { $name }
# $name (String) the person's given name
patient-home-evening = Bonsoir, { $name }
# $time (String) when this phone last heard from the clinic
patient-home-as-of = Vous êtes hors ligne. Ceci date du { $time }.
patient-home-as-of-never = Vous êtes hors ligne. Rien n’est encore arrivé de votre clinique.
patient-home-medicines = Vos médicaments
# $count (Number) medicines that the person takes now
patient-home-medicines-count =
    { $count ->
        [one] { $count } médicament
       *[other] { $count } médicaments
    }
patient-home-medicines-none = Aucun médicament n’est écrit dans votre dossier.
patient-home-medicines-open = Comment prendre vos médicaments
# $count (Number) medicines that are not shown here
patient-home-medicines-more =
    { $count ->
        [one] et { $count } autre
       *[other] et { $count } autres
    }
patient-home-checking = Votre équipe soignante vérifie ce médicament. Demandez-lui avant de changer ce que vous prenez.
patient-home-reading = Votre dernière tension
patient-home-reading-none = Vous n’en avez pas encore écrit.
patient-home-reading-write = Écrire une tension
patient-home-message = Messages
patient-home-message-none = Vous n’avez pas de message.
patient-home-message-write = Écrire à la clinique
# $date (String) day and time of the last message
patient-home-message-date = Dernier message : { $date }
patient-home-no-record = Votre dossier n’est pas encore sur ce téléphone
patient-home-no-record-why = Il arrive dès que ce téléphone joint votre clinique.
patient-home-try = Regarder à nouveau
