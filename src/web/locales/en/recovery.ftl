recovery-title = What partners hold of what we signed
recovery-lead = Each partner keeps a copy of everything we sign for it. If this server loses something, it comes back from there.
recovery-to-ledger = Ledger
recovery-empty-title = Nothing has been signed yet
recovery-empty = As soon as your cooperative signs something for a partner, you see here what the partner has confirmed.
recovery-open = In order
recovery-open-says = The partner has confirmed what we signed.
recovery-unconfirmed = Not confirmed yet
recovery-unconfirmed-says = This server has started, and the partner has not yet said what it holds. Until then nothing is signed for it; whatever you decide waits.
recovery-recovering = Coming back
recovery-recovering-says = The partner holds more than this server: it was started from an old copy. What was lost is being fetched, and until then nothing is signed for this partner.
recovery-forked = Does not match
recovery-forked-says = The partner holds something that we signed and that this server does not have in that place. Nothing more is signed for it until both stewards agree to begin a new log.
recovery-signed = Signed by us for this partner
recovery-witnessed = Of that confirmed
recovery-witnessed-at = Last confirmed
recovery-epoch = Log number
recovery-came-back = { $count ->
    [one] One signed statement came back on { $time }.
   *[other] { $number } signed statements came back on { $time }.
  }
recovery-complete = All their documents are here again.
recovery-missing = { $count ->
    [one] The document of one of them could not be returned. That we signed it is certain, and what it said is not:
   *[other] The documents of { $number } of them could not be returned. That we signed them is certain, and what they said is not:
  }
recovery-note = I have seen it
recovery-propose = Propose a new log
recovery-propose-says = Only when what is missing will never come back. Everything that both have signed stays. The partner’s steward has to agree, and it cannot be undone.
recovery-ours-waits = We have proposed to begin a new log. The partner’s steward has to agree.
recovery-theirs-waits = This partner has lost what it signed for us and proposes to begin a new log. Everything that both have signed stays.
recovery-agree = Agree to the new log
recovery-agree-says = Talk to the partner first, so that you know why.
recovery-done-noted = Noted.
recovery-done-proposed = The partner’s steward is asked to agree to a new log.
recovery-done-whole = The partner has confirmed the log meanwhile: no new one is needed.
recovery-done-agreed = The new log begins. The partner is told.
recovery-overview = What was lost and came back
recovery-link = What partners hold
