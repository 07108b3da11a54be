# Plus : la santé en mots simples, qui voit quoi, ce téléphone.

patient-more-title = Plus
patient-more-health = Ma santé
patient-more-health-why = Allergies et problèmes de santé
patient-more-access = Qui peut voir mon dossier
patient-more-access-why = En mots simples
patient-more-phone = Ce téléphone
patient-more-phone-why = Ce qui est ici et ce qui est parti
patient-more-settings = Réglages
patient-more-settings-why = Langue, taille du texte, clair ou sombre
patient-more-help = Aide
patient-more-help-why = Des réponses sans connexion
patient-more-back = Plus

patient-more-allergies = Allergies
patient-more-allergies-none = Personne n’a écrit d’allergie dans votre dossier. Cela ne veut pas dire que vous n’en avez pas. Dites à votre équipe soignante ce que vous savez.
patient-more-allergies-none-known = Votre équipe soignante a écrit que vous n’avez pas d’allergie connue.
# $reaction (String) what happens
patient-more-reaction = Ce qui se passe : { $reaction }
patient-more-serious = Grave
patient-more-checking = Votre équipe soignante vérifie cela.
patient-more-problems = Problèmes de santé
patient-more-problems-none = Aucun problème de santé n’est écrit dans votre dossier.
# $date (String) day it began
patient-more-since = Depuis le { $date }
patient-more-past = Dans le passé
patient-more-wrong = Quelque chose est faux ou manque ?
patient-more-wrong-act = Écrire à la clinique

patient-more-access-you = Vous
patient-more-access-you-may = Vous pouvez voir votre dossier. Vous pouvez écrire des mesures et des messages.
patient-more-access-clinicians = Médecins et infirmiers de votre clinique
patient-more-access-clinicians-may = Ils peuvent voir votre dossier et y écrire.
patient-more-access-desk = Accueil
patient-more-access-desk-may = Il peut voir et changer votre nom, votre adresse et votre téléphone. Il ne voit pas votre santé.
patient-more-access-admin = Personnes qui gèrent la clinique
patient-more-access-admin-may = Elles s’occupent des comptes et des appareils. Elles n’ouvrent pas votre dossier pour cela.
patient-more-access-log = Chaque fois que quelqu’un ouvre votre dossier, c’est noté. Demandez à votre clinique si vous voulez savoir qui.

patient-more-phone-lead = Votre dossier est gardé sous clé sur ce téléphone.
patient-more-phone-waiting = Pas encore envoyé
# $count (Number) things that wait on this phone
patient-more-phone-waiting-count =
    { $count ->
        [0] Rien n’attend
        [one] { $count } élément
       *[other] { $count } éléments
    }
patient-more-phone-sent = Dernier envoi
patient-more-phone-got = Dernières nouvelles de la clinique
patient-more-phone-never = Pas encore
patient-more-phone-lease = Marche sans connexion jusqu’au
patient-more-phone-server = Serveur de votre clinique
patient-more-phone-address = Adresse
patient-more-phone-words = Mots à comparer
patient-more-phone-words-why = Votre clinique peut vous lire les mêmes mots. S’ils sont différents, n’allez pas plus loin.
patient-more-phone-version = Version de l’application
patient-more-phone-send = Envoyer maintenant
patient-more-phone-sending = Envoi en cours
