# Conversations with and about patients, for clinicians.

messages-title = Messages
messages-list = Conversations
messages-count =
    { $count ->
        [0] No message
        [one] { $count } message
       *[other] { $count } messages
    }
messages-none = No conversations
messages-none-why = What a patient writes from their app comes here. To begin one, open the patient and write.
messages-choose = Choose a conversation
messages-choose-why = Its messages show here, oldest first.
messages-to-answer = To answer
messages-you = You
messages-patient = Patient
# $id (String) first letters of the person's id
messages-unknown = Somebody your device cannot name ({ $id })
messages-corrected = Corrected
messages-reply = Answer
messages-reply-hint = The patient reads this in their app.
messages-send = Send answer
messages-open-chart = Open chart
messages-kind-clinical = Clinical
messages-kind-administrative = Administrative
messages-tab = Messages
messages-new = Write to the patient
messages-new-subject = Subject
messages-new-text = Message
messages-new-send = Send message
messages-new-cancel = Cancel
messages-tab-none = No conversations with this patient
messages-tab-none-why = Nothing was written in either direction.
messages-error-subject = Write a subject
messages-error-text = Write the message
# $most (Number) most letters allowed
messages-error-long = At most { $most } letters
messages-error-list = Correct this first
# $subject (String) what the conversation is about
messages-thread-label = Conversation: { $subject }
messages-sent = Message saved on this device
messages-more = There are older conversations than these.
