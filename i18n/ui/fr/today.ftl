# Le premier écran : ce qui attend cette personne, et ce qu'elle avait ouvert.

today-title = Aujourd'hui
today-lead-quiet = Rien ne vous attend.
today-lead-decide = { $count ->
    [one] { $count } à décider
   *[other] { $count } à décider
}
today-lead-refused = { $count ->
    [one] { $count } non accepté
   *[other] { $count } non acceptés
}
today-lead-drafts = { $count ->
    [one] { $count } brouillon à finir
   *[other] { $count } brouillons à finir
}
today-find = Chercher un patient
today-register = Inscrire un patient
today-decisions = Décisions
today-decisions-open = { $count ->
    [one] { $count } ouverte
   *[other] { $count } ouvertes
}
today-decisions-all = Toutes les décisions
today-decision-medicine = Dose ou état d'un médicament
today-decision-allergy = Une allergie
# $what (String) the substance, as written
today-decision-allergy-to = Allergie : { $what }
today-decision-problem = Un problème
# $what (String) the problem, as written
today-decision-problem-of = Problème : { $what }
today-decision-identity = Qui est le patient
today-decision-fact = Poids ou réanimation
today-decision-review = À regarder
today-decision-other = Deux valeurs
today-refused = Non accepté par le serveur
today-refused-all = Tout ce qui n'est pas accepté
today-refused-at = Refusé { $time }
today-drafts = Brouillons
today-draft-at = Gardé { $time }
today-draft-register = Inscription d'un patient
today-draft-note = Une note
today-draft-vitals = Constantes
today-draft-medicine-start = Un médicament à commencer
today-draft-medicine-dose = Un changement de dose
today-draft-medicine-stop = L'arrêt d'un médicament
today-draft-medicine-hold = La suspension d'un médicament
today-draft-medicine-resume = La reprise d'un médicament
today-draft-problem = Un problème
today-draft-allergy = Une allergie
today-draft-message = Un message
today-draft-other = Quelque chose que vous avez écrit
today-recent = Ouverts récemment
today-recent-none = Vous n'avez encore ouvert aucun dossier sur cet appareil
today-recent-none-why = Les dossiers que vous ouvrez sont listés ici, les plus récents d'abord.
today-recent-next = Chercher un patient
today-heard = Dernières nouvelles de la clinique { $time }
today-heard-never = Le serveur de la clinique n'a pas encore répondu
today-kept = { $count ->
    [one] { $count } modification gardée sur cet appareil, pas encore envoyée
   *[other] { $count } modifications gardées sur cet appareil, pas encore envoyées
}
today-nothing = Rien ne vous attend
today-nothing-why = Aucune décision n'est ouverte, le serveur a accepté tout ce que vous avez envoyé, et aucun brouillon ne reste.
today-draft-void = Une entrée à marquer comme saisie par erreur
today-draft-decide = Une décision
today-change-other = Une modification
