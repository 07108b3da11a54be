# Modifications tardives : venues d'un appareil exclu, ou trop tard, elles attendent une personne.

review-title = Modifications tardives
review-lead = Ce qui est arrivé trop tard ou d’un appareil exclu. Une personne décide.
review-list = Modifications tardives
review-none = Rien n’attend
review-none-why = Les modifications tardives arrivent ici quand un appareil révoqué envoie encore quelque chose.
review-column-person = Qui
review-column-patient = Patient
review-column-what = Quoi
review-column-written = Écrit
review-column-came = Arrivé
review-fact-person = Écrit par
review-fact-device = Appareil
review-fact-patient = Patient
review-fact-written = Écrit
review-fact-came = Arrivé
review-fact-why = Pourquoi elle attend
review-fact-what = Ce qu’elle devait écrire
review-no-patient = Aucun patient
review-no-person = Personne inconnue
review-no-text = Son texte ne peut pas être montré. Refusez-la, ou demandez à la personne de l’écrire à nouveau.
review-accept = Accepter
review-accept-why = Accepter : c’est écrit à nouveau, par vous, maintenant. Le dossier montre votre nom et le motif.
review-decline = Refuser
review-decline-why = Refuser : ce n’est pas écrit. Ce qui est arrivé est gardé avec votre motif.
review-reason = Motif
review-reason-hint = Par exemple : confirmé au téléphone avec l’infirmière
review-reason-missing = Écrivez le motif
# $most (Number) most letters allowed
review-reason-long = Utilisez au plus { $most } lettres
review-accepted = Écrit par vous
review-declined = Refusé
# $kind (String) the command's word
review-kind-other = Modification « { $kind } »
review-kind-medicine-start = Commencer un médicament
review-kind-medicine-set-dose = Changer une dose
review-kind-medicine-stop = Arrêter un médicament
review-kind-vitals-record = Constantes
review-kind-note-edit = Texte d’une note
review-kind-note-start = Nouvelle note
review-kind-problem-add = Nouveau problème
review-kind-allergy-add = Nouvelle allergie
review-kind-diary-record = Mesure à la maison
review-kind-message-send = Message
review-kind-conflict-decide = Décision entre deux valeurs
review-kind-unknown = Modification inconnue
