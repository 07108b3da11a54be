# Messages between the patient and the clinic.

patient-messages-title = Messages
patient-messages-urgent = Not for emergencies. If you need help now, call 112 or your local emergency number.
patient-messages-call = Call 112
patient-messages-write = Write to the clinic
patient-messages-none = No messages yet
patient-messages-none-why = Write to your care team here. They read it when they are at work.
# $count (Number) messages in the conversation
patient-messages-count =
    { $count ->
        [0] No message yet
        [one] { $count } message
       *[other] { $count } messages
    }
patient-messages-back = All messages
patient-messages-you = You
patient-messages-clinic = Your care team
patient-messages-unsent = Not sent yet
patient-messages-reply = Your answer
patient-messages-reply-hint = Say one thing at a time. Do not write here if you need help now.
patient-messages-reply-send = Send answer
patient-messages-kept = What you typed is kept on this phone.
patient-messages-subject-question = What is it about?
patient-messages-subject = In a few words
patient-messages-subject-hint = For example: my blood pressure tablets
patient-messages-text-question = What do you want to say?
patient-messages-text = Your message
patient-messages-next = Continue
patient-messages-send = Send message
patient-messages-step-back = Back
# $step (Number) this step, $steps (Number) steps in all
patient-messages-step = Step { $step } of { $steps }
patient-messages-sent = Sent
patient-messages-sent-title = Your message is with your care team
patient-messages-sent-why = Your care team can read it now.
patient-messages-saved = Saved on this phone
patient-messages-saved-title = Your message is safe on this phone
patient-messages-saved-why = It is sent by itself when this phone next reaches your clinic.
patient-messages-done = See the message
patient-messages-corrected = Corrected
patient-messages-error-subject = Write what it is about
patient-messages-error-text = Write your message
# $most (Number) most letters allowed
patient-messages-error-long = This is too long. Use at most { $most } letters
patient-messages-error-list = There is a problem
patient-messages-no-record = Your record is not on this phone yet
patient-messages-no-record-why = You can write when this phone has reached your clinic once.
