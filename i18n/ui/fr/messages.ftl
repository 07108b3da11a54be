# Conversations avec les patients et à leur sujet, pour les soignants.

messages-title = Messages
messages-list = Conversations
messages-count =
    { $count ->
        [0] Aucun message
        [one] { $count } message
       *[other] { $count } messages
    }
messages-none = Aucune conversation
messages-none-why = Ce qu’un patient écrit dans son application arrive ici. Pour en commencer une, ouvrez le patient et écrivez.
messages-choose = Choisissez une conversation
messages-choose-why = Ses messages s’affichent ici, du plus ancien au plus récent.
messages-to-answer = À répondre
messages-you = Vous
messages-patient = Patient
# $id (String) first letters of the person's id
messages-unknown = Une personne que cet appareil ne peut pas nommer ({ $id })
messages-corrected = Corrigé
messages-reply = Réponse
messages-reply-hint = Le patient lit ceci dans son application.
messages-send = Envoyer la réponse
messages-open-chart = Ouvrir le dossier
messages-kind-clinical = Clinique
messages-kind-administrative = Administratif
messages-tab = Messages
messages-new = Écrire au patient
messages-new-subject = Objet
messages-new-text = Message
messages-new-send = Envoyer le message
messages-new-cancel = Annuler
messages-tab-none = Aucune conversation avec ce patient
messages-tab-none-why = Rien n’a été écrit, ni dans un sens ni dans l’autre.
messages-error-subject = Écrivez un objet
messages-error-text = Écrivez le message
# $most (Number) most letters allowed
messages-error-long = { $most } lettres au plus
messages-error-list = À corriger d’abord
# $subject (String) what the conversation is about
messages-thread-label = Conversation : { $subject }
messages-sent = Message enregistré sur cet appareil
messages-more = Il y a des conversations plus anciennes.
