# Как бот говорит о прочитанном. Перед этими словами на карточке стоит цитата: «обед»: с 13:00 до 14:00.

## Что пришлось предположить

assumed-half = это { $time }
assumed-overnight = ночью, до { $end } следующего дня
assumed-hours = с { $start } до { $end }
assumed-merged = часы пересекаются, объединил их
assumed-inclusive = последний день включительно
assumed-until = по { DATE($day) } включительно
assumed-first-call =
    { $total ->
        [one] всего { $total } попытка вместе с первым звонком
        [few] всего { $total } попытки вместе с первым звонком
       *[other] всего { $total } попыток вместе с первым звонком
    }
assumed-word = это «{ $word }»
assumed-date = это { DAY($day) }
assumed-removed = убрал из списка { $phone }
assumed-country-code = код страны не указан, взял +{ $code }
assumed-changed = { $before } → { $after }
assumed-no-zone = Часовой пояс не назван: часы по поясу кампании
assumed-chat-offset = Часовой пояс чата: UTC { $offset }
assumed-chat-zone = Часовой пояс чата: { ZONE($zone) }

## О чём надо спросить

asked-when = когда звонить?
asked-either = что из двух?
asked-no-such-time = такого времени нет. Когда звонить?
asked-which-half = утром или вечером?
asked-point = с этого часа или около него?
asked-backward = когда звонить?
asked-break-end = до какого часа перерыв?
asked-no-such-date = такого дня в календаре нет. Какой день имеется в виду?
asked-dates-backward = конец раньше начала. Какие даты имеются в виду?
asked-past = этот срок уже прошёл. До какого дня звонить?
asked-until-period = звонить ли в сам этот срок? Назовите последний день.
asked-weekday-differs = день недели и число не сходятся. Какой день имеется в виду?
asked-attempts = попыток может быть от 1 до { $most }. Сколько нужно?
asked-interval = между попытками может быть от 1 до { $most } минут. Сколько нужно?
asked-which-place = таких мест несколько. По какому времени звонить?
asked-which-days = какие дни закрыты?
asked-no-days = не остаётся ни одного дня. Когда звонить?
asked-whose-hours = для каких дней эти часы?
asked-hours-missing = в какие часы звонить: { $days }?
asked-nothing-left = не остаётся времени для звонков. Когда звонить?
asked-days-twice = для одних и тех же дней названы разные часы. Какие верны?
asked-outside-day = это вне времени звонков, { $start }–{ $end }. Когда звонить?
asked-binding = какие часы к каким дням?
asked-two-dates = даты названы дважды. Какие верны?
asked-dates-apart = такие дни кампании не назвать одним сроком. С какого по какой день звонить?
asked-one-zone = часовой пояс может быть только один. Какой?
asked-two-attempts = число попыток названо дважды. Какое верно?
asked-correction = напишите только то, что нужно, например: «до 19».
asked-soon = позвонить в это время или повторять так часто? Напишите, например: «сегодня с 15» или «повтор раз в час».
asked-negation = что здесь не нужно? Напишите иначе, например: «убери среду», «убери 8 912 345-67-89».
asked-local-zones =
    { $count ->
        [one] У { $count } номера пояс не узнать: мобильные часто без города. По какому времени ему звонить?
        [few] У { $count } номеров пояс не узнать: мобильные часто без города. По какому времени им звонить?
       *[other] У { $count } номеров пояс не узнать: мобильные часто без города. По какому времени им звонить?
    }

## Готовые ответы

answer-hours = с { $start } до { $end }
answer-from = с { $start }
answer-until = до { $end }
answer-until-day = по { DATE($day) } включительно
answer-day = { DAY($day) }
answer-overnight = с { $start } до { $end } ночью
answer-zone = { ZONE($zone) }
answer-week = { $week }
answer-days = { $days } { $hours }
answer-same-hours = в те же часы
answer-without-days = без этих дней
answer-no-break = без перерыва
answer-break = перерыв с { $start } до { $end }
answer-words = «{ $words }»

## Чего кампания не умеет

note-holidays = праздников кампания не знает: назовите даты
note-alternate = звонить через раз кампания не умеет
note-nth-day = число недели в месяце кампания не знает: назовите дату
note-times-a-day = попытки за день кампания не считает: назовите интервал
note-condition = таких условий у кампании нет

## Почему номер не взят

refused-too-short = короче нужного
refused-too-long = длиннее нужного
refused-no-such-code = такого кода нет
refused-emergency = экстренная служба
refused-premium = платный номер
refused-toll-free = бесплатная линия
refused-duplicate = повтор
refused-digits-lost = таблица потеряла последние цифры
refused-no-phone = нет телефона
refused-fax = это факс
refused-long-row = в строке слишком много данных
refused-row-no-zone = { $cell } задано по UTC, а часового пояса в строке нет
refused-row-json = строка оборвана
refused-row-caption = это не номер; когда звонить, напишите сообщением
refused-above-table = стоит над таблицей
refused-row-attempts = можно от 1 до 50 попыток и от 1 до 2880 минут между ними: { $cell }
refused-row-schedule = не понял, когда звонить: { $cell }
refused-row-zone = не понял часовой пояс: { $cell }
refused-row-over = его дни и часы уже прошли
