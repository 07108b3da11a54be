# Trouver un patient, en inscrire un.

patients-title = Patients
patients-search = Chercher un patient
patients-search-hint = Nom, date de naissance, téléphone ou numéro
patients-register = Inscrire un patient
# $count (Number) matches
patients-matches = { $count ->
    [one] { $count } résultat sur cet appareil
   *[other] { $count } résultats sur cet appareil
}
# $count (Number) rows shown, the most that a search shows
patients-matches-more = Les { $count } premiers résultats. Continuez à écrire pour préciser
patients-none = Aucun patient sur cet appareil ne correspond à « { $query } »
patients-none-why = Les noms se cherchent par le début de leurs mots. Une date de naissance s'écrit 1964-07-14.
patients-none-next = Inscrire « { $query } »
patients-empty = Aucun patient sur cet appareil pour le moment
patients-empty-why = Ils arrivent avec le premier téléchargement, ou quand vous en inscrivez un.
patients-recent = Ouverts récemment ici
patients-all = Tous les patients de cet appareil
# $from (Number) first row, $to (Number) last row, $total (Number) how many there are
patients-range = { $from }–{ $to } sur { $total }
patients-range-open = Les { $to } premiers
patients-more = En montrer { $count } de plus
patients-name = Nom
patients-born = Naissance
patients-gender = Sexe
patients-number = Numéro
patients-phone = Téléphone ou courriel
patients-also = Autres noms
patients-disputed = Identité en désaccord
patients-disputed-why = Deux personnes ont modifié l'identité de ce patient sans se voir. Les deux valeurs sont montrées.
patients-deceased = Décès
patients-inactive = Dossier plus utilisé
patients-open = Ouvrir le dossier
patients-preview = Le patient choisi
patients-preview-why = Ce que contient la liste. Allergies et médicaments sont dans le dossier.
patients-results = Patients trouvés
patients-not-here = Absent de la liste ? Inscrivez un patient. Les doublons sont cherchés d'abord.
patients-unknown-name = Nom inconnu

patients-new-title = Inscrire un patient
patients-new-lead = Posez les questions dans cet ordre. Laissez vide ce qui n'est pas connu ; on peut l'ajouter plus tard.
patients-new-who = Qui est-ce
patients-new-family = Nom de famille
patients-new-family-hint = Comme sur une pièce d'identité, s'il y en a une
patients-new-given = Prénoms
patients-new-given-hint = Tous, dans leur ordre
patients-new-sex = Sexe ou genre au dossier
patients-new-birth-known = Que sait-on de la date de naissance ?
patients-new-birth-exact = La date
patients-new-birth-estimated = L'âge, à peu près
patients-new-birth-none = Rien
patients-new-birth = Date de naissance
patients-new-birth-hint = Par exemple 14-juil-1964, ou seulement 1964
patients-new-age = Âge en années, environ
patients-new-age-hint = L'année de naissance en est déduite et marquée comme estimée
patients-new-reach = Comment le joindre
patients-new-phone = Téléphone
patients-new-phone-hint = Avec l'indicatif du pays s'il n'est pas d'ici
patients-new-street = Rue, maison, ou comment la trouver
patients-new-city = Ville ou village
patients-new-language = Langue préférée
patients-new-language-none = Pas demandé
patients-new-numbers = Numéros du patient
patients-new-number-kind = Type de numéro
patients-new-number-national = Numéro d'identité national
patients-new-number-insurance = Numéro d'assurance
patients-new-number-clinic = Numéro de dossier de la clinique
patients-new-number-other = Autre
patients-new-number = Numéro
patients-new-save = Inscrire et ouvrir le dossier
patients-new-cancel = Retour aux patients
patients-new-likely = Est-ce l'une de ces personnes ?
patients-new-likely-why = Elles ressemblent à ce que vous avez écrit. Ouvrez-la si c'est la même personne ; sinon continuez.
patients-new-likely-none = Aucun patient semblable sur cet appareil
patients-new-likely-wait = Écrivez un nom, une date de naissance ou un numéro ; les patients semblables apparaissent ici.
patients-new-same-number = Même numéro
patients-new-same-phone = Même téléphone
patients-new-same-birth = Même date de naissance
patients-new-same-name = Nom semblable
patients-new-draft-clear = Vider le formulaire
patients-new-forbidden = Votre rôle ne permet pas d'inscrire des patients. Demandez à l'accueil, à une infirmière ou à un médecin.
patients-new-saved = { $name } inscrit sur cet appareil

patients-error-name = Donnez un nom de famille ou un prénom
patients-error-birth = Écrivez la date comme 14-juil-1964, ou seulement l'année
patients-error-birth-future = Une date de naissance ne peut pas être dans l'avenir
patients-error-birth-old = C'est il y a plus de 130 ans. Vérifiez l'année
patients-error-birth-choose = Donnez la date, ou choisissez « Rien »
patients-error-age = Donnez des années entières, de 0 à 130
patients-error-phone = Un numéro de téléphone a au moins 3 chiffres
patients-error-number-kind = Choisissez de quel numéro il s'agit
patients-error-number-value = Donnez le numéro, ou ne choisissez aucun type

patients-action-find = Chercher un patient
patients-action-register = Inscrire un patient
