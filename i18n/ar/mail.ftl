mail-subject = جديد لك من { $clinic }
mail-body = هناك شيء جديد لك. افتح Satchel لقراءته.
mail-why = تصلك هذه الرسالة لأن { $clinic } تحتفظ بسجلك أو تعمل معك. يمكنك إيقاف هذه الرسائل في Satchel من الإعدادات ثم الإشعارات.
mail-open = افتح Satchel
