"""By what each public name is observed, or why nothing can be told by it (P1)."""

from __future__ import annotations

DRIVEN = {
    "add_member": "do_add_member",
    "add_seat": "do_add_seat",
    "adopt_rubric": "do_adopt_rubric",
    "agree_to_open": "agree",
    "amend": "amend",
    "close": "close",
    "contest": "contest",
    "end_hold": "do_end_hold",
    "erase": "erase",
    "expire": "do_expire",
    "export_for": "look_held",
    "export_log": "look_log",
    "hold": "do_hold",
    "keep_draft": "draft",
    "look": "look_view",
    "open": "do_open_again",
    "panel": "look_panels",
    "receipt": "look_receipt",
    "record_exposure": "expose",
    "redraw": "do_redraw",
    "reveal": "reveal",
    "reveal_when_due": "reveal",
    "submit": "submit",
    "tell_plan_seed": "do_tell_plan_seed",
    "vacate": "vacate",
    "withdraw": "withdraw",
}
"""Methods of `Desk` and `AsyncDesk`, each with the method of `DeskTool` that drives it."""

VIEW = "a part of what `look` and `reveal` return: compared by look_view and reveal"
RECEIPT = "compared by submit, amend, look_view and look_receipt"
ERROR = "what a refusal holds: compared as the error of every call, with its causes"
OWN = "says back what was given"
CORE = "decides, and is handed to nobody: compared by what comes of it; see test_every_state"
STORED = "between desk and store alone: what a store is asked for is compared as statements"
PURE = "depends on its arguments alone"
NOTICE = "made of one view and of nothing else: compared by look_mail"
EXPORT = "what `export_for` returns: compared by look_held, as it is and as JSON"
LOG = "what `export_log` returns: compared by look_log"
OF_A_LOG = (
    "made of an exported log in somebody's hands: whether they get it is compared by look_log"
)
REVEALED = "made of `Revealed` in somebody's hands: whether they get it is compared by look_view"
DOCUMENT = "a document, or a part of one: where a desk shows it, compared as a part of a view"
AT_HAND = "works on files that its user has at hand; no store of a host is behind it"
KIT = "for tests: no panel of a host is in it"
UNSEALED = "for scorecards that were never sealed"
WORD = "a word, a type or a constant: holds nothing"

OBSERVED: dict[str, tuple[str, str]] = {
    "view.OwnSeat": (VIEW, "draft receipt scorecard seat status"),
    "view.Readable": (CORE, "new others own"),
    "view.Statement": (VIEW, "by text"),
    "view.View": (
        VIEW,
        "draw own panel pending policy receipt revealed rubric scorecard statements unconfirmed"
        " viewer",
    ),
    "view.readable": (CORE, ""),
    "view.reads_others": (CORE, ""),
    "view.StatementText": (STORED, "confidential model_config text"),
    "view.revealed_of": (CORE, ""),
    "view.view_of": (CORE, ""),
    "revealed.Entry": (
        VIEW,
        "after_reveal apart of_later exposure handed_in late later person scorecard seat shadow",
    ),
    "revealed.Exposure": (WORD, ""),
    "revealed.Later": (VIEW, "phase reason scorecard"),
    "revealed.Revealed": (VIEW, "draw dropped entries erased expected opening origin sealed"),
    "revealed.unsealed": (UNSEALED, ""),
    "log.SALT_BYTES": (WORD, ""),
    "log.Body": (STORED, "commitment content salt"),
    "log.BodyOf": (WORD, ""),
    "log.Receipt": (
        RECEIPT,
        (
            "application at body covers head interview interviewer kind model_config round "
            "schema_version tenant"
        ),
    ),
    "log.Record": (STORED, "event head"),
    "log.Unconfirmed": (OWN, "key panel seat"),
    "log.chained": (PURE, ""),
    "log.commit": (PURE, ""),
    "log.genesis": (PURE, ""),
    "log.seat_head": (PURE, ""),
    "errors.AssignmentError": (PURE, "problems"),
    "errors.DebriefError": (ERROR, "problems"),
    "errors.DocumentError": (ERROR, "problems"),
    "errors.FairscoreError": (ERROR, ""),
    "errors.FrozenError": (ERROR, ""),
    "errors.Problem": (ERROR, "advice column file line message path slug"),
    "errors.PanelError": (ERROR, "problem"),
    "errors.NoSuchPanel": (ERROR, "problem"),
    "errors.NotPermitted": (ERROR, "problem"),
    "errors.KeyReused": (ERROR, "problem"),
    "errors.NotYet": (ERROR, "pending problem"),
    "errors.OnHold": (ERROR, "problem"),
    "errors.Conflict": (ERROR, ""),
    "errors.LogBroken": (ERROR, ""),
    "errors.StoreError": (ERROR, "problem"),
    "errors.RatingError": (ERROR, ""),
    "errors.dotted": (PURE, ""),
    "errors.shown": (PURE, ""),
    "stores.AsyncMemory": (STORED, "append bodies confirmed drafts erase load panels"),
    "stores.AsyncStore": (STORED, "append bodies confirmed drafts erase load panels"),
    "stores.SQLite": (STORED, "append bodies close confirmed drafts erase load panels within"),
    "stores.AsyncSQLite": (STORED, "append bodies close confirmed drafts erase load panels"),
    "stores.Change": (STORED, "bodies erased records settled subjects"),
    "stores.Memory": (STORED, "append bodies confirmed drafts erase load panels"),
    "stores.AsyncPostgreSQL": (
        STORED,
        "append bodies close confirmed drafts erase load locked migrate panels within",
    ),
    "stores.PostgreSQL": (
        STORED,
        (
            "append bodies close confirmed ddl drafts erase load locked migrate panels"
            " row_level_security within"
        ),
    ),
    "stores.Store": (STORED, "append bodies confirmed drafts erase load panels"),
    "right.Right": (WORD, ""),
    "right.has_part": (CORE, ""),
    "right.rights_of": (CORE, ""),
    "panel.Panel": (
        CORE,
        (
            "added agreed blind_version candidate draws erased last opening handed_in_under held "
            "id is_open_for length members missing pending phase "
            "place places places_of plan_seed policy revealed revealed_to "
            "roles_of rubric rubrics saw seed seen shuffled statements versions_of words_of"
        ),
    ),
    "panel.Phase": (CORE, ""),
    "panel.Place": (CORE, "dropped pending seat standing vacated versions"),
    "panel.Version": (CORE, "at body by key number position reason rubric withdrawn"),
    "panel.evolve": (CORE, ""),
    "panel.replay": (CORE, ""),
    "command.AddMember": (CORE, "at by member reason"),
    "command.AddSeat": (CORE, "at by reason seat"),
    "command.AdoptRubric": (CORE, "at by reason rubric"),
    "command.AgreeToOpen": (CORE, "at by"),
    "command.Close": (CORE, "at by reason"),
    "command.OfOpened": (WORD, ""),
    "command.Command": (WORD, ""),
    "command.Contest": (CORE, "at body by"),
    "command.EndHold": (CORE, "at by reason"),
    "command.Erase": (CORE, "at basis by person"),
    "command.Expose": (CORE, "at bodies by person since source"),
    "command.Hold": (CORE, "at by reason"),
    "command.Open": (CORE, "at by candidate members panel plan policy rubric seats seed turns"),
    "command.Redraw": (CORE, "at by reason"),
    "command.TellPlanSeed": (CORE, "at by seed"),
    "command.Reveal": (CORE, "at by"),
    "command.Submit": (CORE, "at body by key reason rubric seat"),
    "command.Vacate": (CORE, "at by reason seat"),
    "command.Withdraw": (CORE, "at by seat"),
    "event.ALL_IN": (WORD, ""),
    "event.SYSTEM": (WORD, ""),
    "event.AddReason": (CORE, ""),
    "event.AmendReason": (CORE, ""),
    "event.CloseReason": (CORE, ""),
    "event.Closed": (CORE, "at by dropped event model_config reason"),
    "event.Commitment": (CORE, ""),
    "event.Contested": (CORE, "at body by event model_config"),
    "event.EraseBasis": (CORE, ""),
    "event.Erased": (CORE, "at basis bodies by event model_config"),
    "event.Event": (WORD, ""),
    "event.Exposed": (CORE, "at bodies by event model_config person since source"),
    "event.ExposureSource": (CORE, ""),
    "event.Held": (CORE, "at by event model_config reason"),
    "event.HoldEnded": (CORE, "at by event model_config reason"),
    "event.HoldReason": (CORE, ""),
    "event.Member": (CORE, "model_config person role"),
    "event.MemberAdded": (CORE, "at by event member model_config reason"),
    "event.Opened": (
        CORE,
        (
            "application at by candidate event members model_config plan policy round rubric "
            "seats seed tenant turns"
        ),
    ),
    "event.OpeningAgreed": (CORE, "at by event model_config"),
    "event.PanelId": (CORE, "application round tenant"),
    "event.Policy": (CORE, "at model_config openers quorum reveal"),
    "event.PlanSeedTold": (CORE, "at by event model_config seed"),
    "event.RedrawReason": (CORE, ""),
    "event.Redrawn": (CORE, "at by event model_config reason"),
    "event.RevealMade": (CORE, "at by event missing model_config seed"),
    "event.Role": (CORE, ""),
    "event.RubricAdopted": (CORE, "at by event model_config reason rubric"),
    "event.RubricPin": (CORE, "body id model_config structure text version"),
    "event.RubricReason": (CORE, ""),
    "event.Seat": (CORE, "interview interviewer key model_config seniority shadow"),
    "event.Seed": (CORE, ""),
    "event.SeatAdded": (CORE, "at by event model_config reason seat"),
    "event.SeatKey": (CORE, ""),
    "event.SeatVacated": (CORE, "at by event interview interviewer model_config reason seat_key"),
    "event.Submitted": (
        CORE,
        "at body by event interview interviewer key model_config reason rubric version seat_key",
    ),
    "event.VacateReason": (CORE, ""),
    "event.Withdrawn": (CORE, "at by event interview interviewer model_config seat_key"),
    "event.event_of": (CORE, ""),
    "event.written": (CORE, ""),
    "notice.Notice": (NOTICE, "body receipt subject to"),
    "notice.payload": (NOTICE, ""),
    "notice.plain_text": (PURE, ""),
    "notice.reminder": (NOTICE, ""),
    "notice.reveal_notice": (NOTICE, ""),
    "notice.webhook": (NOTICE, ""),
    "export.About": (WORD, ""),
    "export.Act": (EXPORT, "at event"),
    "export.Export": (EXPORT, "about json panels subject tenant"),
    "export.Exposure": (EXPORT, "at since source"),
    "export.HeldPanel": (
        EXPORT,
        "acts drafts exposures panel roles scorecards sealed seats statements unconfirmed",
    ),
    "export.HeldScorecard": (EXPORT, "at by phase reason scorecard seat version withdrawn"),
    "export.held": (CORE, ""),
    "export.words_for": (CORE, ""),
    "verification.BodyState": (WORD, ""),
    "verification.CheckedBody": (OF_A_LOG, "basis commitment line of seat state"),
    "verification.CheckedReceipt": (OF_A_LOG, "covers holds later line"),
    "verification.Verification": (OF_A_LOG, "bodies covered entries holds panel problems receipts"),
    "verification.exported": (LOG, ""),
    "verification.verify": (OF_A_LOG, ""),
    "draw.Draw": (
        VIEW,
        (
            "added criteria drawn_for late method page people reading reasons seed seniority"
            " shuffled speaking"
        ),
    ),
    "draw.Logged": (OF_A_LOG, "draw panel plan_seed rubrics"),
    "draw.apart_from": (OF_A_LOG, ""),
    "draw.check_plan_of": (OF_A_LOG, ""),
    "draw.draw_of": (CORE, ""),
    "draw.logged": (OF_A_LOG, ""),
    "debrief.Debrief": (
        REVEALED,
        (
            "added added_of cells_of criterion draw dropped entries erased every_rubric expected"
            " flags flags_of kind_of of opposing origin people plan recommendations rows rubric"
            " rubrics sealed shadow_rubrics shadows written"
        ),
    ),
    "debrief.Raised": (REVEALED, "entry flag index later path person"),
    "row.Cell": (REVEALED, "assigned entry level mark path"),
    "row.Row": (REVEALED, "by_person cells criterion ratings scale split spread versions"),
    "report.Absence": (WORD, ""),
    "report.AgainstLine": (WORD, ""),
    "report.Beside": (REVEALED, "confidential criterion evidence interview level model_config"),
    "report.MissingExtraError": (PURE, ""),
    "report.Report": (
        REVEALED,
        (
            "absent answers application confidential cross_faults discuss_first exposure flags"
            " folded html kind later limits markdown model_config notes of origin page_order"
            " recommendations role round rows rubric schema_version scorecards shadows slack text"
            " to_json turnout viewer"
        ),
    ),
    "report.ReportAbsent": (REVEALED, "interview interview_title interviewer model_config why"),
    "report.ReportAnswer": (
        REVEALED,
        "confidential interview interviewer model_config question text",
    ),
    "report.ReportCell": (
        REVEALED,
        (
            "against_line candidate_position confidential counted criterion_position evidence"
            " interview interviewer level model_config outside state words"
        ),
    ),
    "report.ReportChange": (REVEALED, "before confidential model_config now"),
    "report.ReportFinding": (
        REVEALED,
        (
            "about ask audience confidential does_not_show elsewhere looks_like model_config"
            " next_step not_evidence observation remark shows slug title voices"
        ),
    ),
    "report.ReportFlag": (
        REVEALED,
        (
            "about after_reveal after_seeing confidential criterion interview interviewer kind"
            " kind_from known_from model_config observed occasion set_aside signal"
        ),
    ),
    "report.ReportLater": (
        REVEALED,
        (
            "answers changes confidential flags interview interview_title interviewer"
            " model_config notes phase reason reason_words taken_back"
        ),
    ),
    "report.ReportLevel": (REVEALED, "label model_config value"),
    "report.ReportNote": (REVEALED, "confidential interview interviewer model_config text"),
    "report.ReportRow": (
        REVEALED,
        (
            "cells confidential criterion levels line line_words model_config remarks split"
            " spread title versions"
        ),
    ),
    "report.ReportRubric": (REVEALED, "id model_config settings title versions"),
    "report.ReportScorecard": (
        REVEALED,
        (
            "exposure heard_before interview interview_title interviewer late model_config"
            " page_position submitted_by version"
        ),
    ),
    "report.ReportSetting": (REVEALED, "along model_config rule state threshold unit"),
    "report.ReportShadow": (
        REVEALED,
        "answers confidential flags model_config notes ratings scorecard",
    ),
    "report.SetAsideShown": (REVEALED, "confidential model_config reason reason_words words"),
    "report.State": (WORD, ""),
    "report.Viewing": (WORD, ""),
    "report.Voice": (
        REVEALED,
        (
            "about after_reveal against_line beside confidential criterion interview interviewer"
            " kind known_from level model_config occasion role set_aside signal words"
        ),
    ),
    "report.check_orders": (REVEALED, ""),
    "meeting.Decision": (
        REVEALED,
        "confidential decided_at decided_by model_config outcome reasons",
    ),
    "meeting.Direction": (WORD, ""),
    "meeting.Disposition": (REVEALED, "because confidential follow_up model_config outcome repeat"),
    "meeting.FollowUp": (
        REVEALED,
        "agreed_at confidential counts_against counts_for model_config question result round",
    ),
    "meeting.FollowUpResult": (REVEALED, "confidential interviewer model_config showed told"),
    "meeting.Meeting": (
        REVEALED,
        (
            "application confidential cross_faults decision dispositions held_at kind"
            " model_config round schema_version"
        ),
    ),
    "meeting.Outcome": (WORD, ""),
    "meeting.Reason": (REVEALED, "cites confidential model_config words"),
    "meeting.Repeat": (REVEALED, "about direction model_config"),
    "meeting.before_closing": (REVEALED, ""),
    "meeting.close": (REVEALED, ""),
    "finding.Audience": (WORD, ""),
    "finding.Check": (PURE, "audience because find slug summary threshold unit"),
    "finding.Finding": (
        REVEALED,
        (
            "about ask audience does_not_show next_step observation remark serious shows slug"
            " sources weight"
        ),
    ),
    "finding.Role": (WORD, ""),
    "finding.Rule": (
        PURE,
        (
            "audience because family find least mirror priority slug stands_for summary threshold"
            " unit"
        ),
    ),
    "finding.RuleError": (PURE, ""),
    "finding.Source": (REVEALED, "interview interviewer path role"),
    "rules.AUTHOR_CHECKS": (WORD, ""),
    "rules.DEFAULT_RULES": (WORD, ""),
    "rules.Tuning": (PURE, "along rule state threshold unit"),
    "rules.check_draft": (PURE, ""),
    "rules.find": (REVEALED, ""),
    "rules.installed_rules": (PURE, ""),
    "rules.tunings": (PURE, ""),
    "rules.concern_against_recommendation.RULE": (REVEALED, ""),
    "rules.criterion_not_assessed.RULE": (REVEALED, ""),
    "rules.group_not_work.CHECK": (PURE, ""),
    "rules.judgement_not_observation.CHECK": (PURE, ""),
    "rules.late_scorecard.RULE": (REVEALED, ""),
    "rules.lone_dissent.RULE": (REVEALED, ""),
    "rules.lone_red_flag.RULE": (REVEALED, ""),
    "rules.mixed_rubric_versions.RULE": (REVEALED, ""),
    "rules.not_blind.RULE": (REVEALED, ""),
    "rules.off_rubric.RULE": (REVEALED, ""),
    "rules.person_not_behaviour.CHECK": (PURE, ""),
    "rules.possibly_same_concern.MOST_PAIRS": (WORD, ""),
    "rules.possibly_same_concern.RULE": (REVEALED, ""),
    "rules.rating_without_evidence.CHECK": (PURE, ""),
    "rules.recommendation_against_ratings.CHECK": (PURE, ""),
    "rules.repeated_concern.RULE": (REVEALED, ""),
    "rules.repeated_strength.RULE": (REVEALED, ""),
    "rules.same_words.RULE": (REVEALED, ""),
    "rules.split_panel.RULE": (REVEALED, ""),
    "rules.straight_line.CHECK": (PURE, ""),
    "rules.strength_against_recommendation.RULE": (REVEALED, ""),
    "rules.told_by_one.RULE": (REVEALED, ""),
    "rules.too_few_to_call.RULE": (REVEALED, ""),
    "rules.vague_impression.CHECK": (PURE, ""),
    "rules.wide_spread.RULE": (REVEALED, ""),
    "scorecard.Answer": (DOCUMENT, "confidential model_config question text"),
    "scorecard.Flag": (
        DOCUMENT,
        (
            "confidential first_hand kind kind_from model_config observed occasion set_aside"
            " signal source words"
        ),
    ),
    "scorecard.NotRated": (WORD, ""),
    "scorecard.Rating": (DOCUMENT, "confidential criterion evidence level model_config not_rated"),
    "scorecard.Recommendation": (DOCUMENT, "confidential level model_config not_rated reason"),
    "scorecard.RubricRef": (DOCUMENT, "id language model_config structure text version"),
    "scorecard.Scorecard": (
        DOCUMENT,
        (
            "answers application candidate confidential cross_faults flags heard_before interview"
            " interviewed_at interviewer kind model_config notes origin ratings recommendation"
            " round rubric schema_version submitted_at submitted_by"
        ),
    ),
    "scorecard.SetAside": (DOCUMENT, "confidential model_config reason words"),
    "scorecard.SetAsideReason": (WORD, ""),
    "scorecard.Signal": (WORD, ""),
    "scorecard.against": (PURE, ""),
    "draft.Draft": (
        DOCUMENT,
        (
            "answers application candidate confidential flags heard_before interview"
            " interviewed_at interviewer kind model_config notes problems ratings recommendation"
            " round rubric schema_version scorecard"
        ),
    ),
    "draft.DraftFlag": (
        DOCUMENT,
        (
            "confidential kind kind_from model_config observed occasion set_aside signal source"
            " words"
        ),
    ),
    "draft.DraftRating": (DOCUMENT, "confidential criterion evidence level model_config not_rated"),
    "rubric.Alignment": (DOCUMENT, "code framework level model_config name uri"),
    "rubric.Changes": (DOCUMENT, "editorial model_config note since"),
    "rubric.Criterion": (
        DOCUMENT,
        (
            "alignments description evidence_required id levels meets minutes model_config"
            " questions red_flags replaces required_level scale title weight"
        ),
    ),
    "rubric.Interview": (DOCUMENT, "criteria id interviewers minutes model_config questions title"),
    "rubric.Level": (DOCUMENT, "anchor label model_config points red_flags value"),
    "rubric.Question": (DOCUMENT, "id minutes model_config text"),
    "rubric.Rubric": (
        DOCUMENT,
        (
            "changes criteria criteria_of criterion cross_faults description id interview"
            " interviews kind kind_of kinds language model_config recommendation rules scale_of"
            " scales schema_version structure_digest text_digest title version"
        ),
    ),
    "rubric.RuleSetting": (DOCUMENT, "enabled model_config rule threshold"),
    "rubric.Scale": (DOCUMENT, "hire_line id label levels model_config shape title values"),
    "rubric.take_kinds": (PURE, ""),
    "vocabulary.Kind": (
        DOCUMENT,
        "code concern criterion formerly model_config not_evidence opposing strength title",
    ),
    "vocabulary.OTHER": (WORD, ""),
    "vocabulary.Vocabulary": (
        DOCUMENT,
        "cross_faults id kind kinds language model_config schema_version title version",
    ),
    "vocabulary.kind_faults": (PURE, ""),
    "vocabulary.merge_vocabularies": (PURE, ""),
    "vocabulary.same_looks": (PURE, ""),
    "vocabulary.starter_vocabulary": (PURE, ""),
    "vocabulary.vocabulary_from_examples": (PURE, ""),
    "document.Document": (DOCUMENT, "canonical cross_faults digest model_config"),
    "document.Format": (WORD, ""),
    "document.KINDS": (WORD, ""),
    "document.Part": (DOCUMENT, "confidential model_config model_copy"),
    "document.Reading": (PURE, "document name placed problems"),
    "document.dump": (PURE, ""),
    "document.examine": (PURE, ""),
    "document.parse": (PURE, ""),
    "document.read": (PURE, ""),
    "document.schema": (PURE, ""),
    "adapters.Imported": (PURE, "losses names scorecards"),
    "adapters.autorubric.autorubric": (PURE, ""),
    "adapters.autorubric.is_autorubric": (PURE, ""),
    "adapters.autorubric.rubrics_of": (PURE, ""),
    "adapters.canvas.api_json": (PURE, ""),
    "adapters.canvas.is_canvas": (PURE, ""),
    "adapters.canvas.is_canvas_sheet": (PURE, ""),
    "adapters.canvas.rubrics_of": (PURE, ""),
    "adapters.canvas.rubrics_of_sheet": (PURE, ""),
    "adapters.canvas.sheet": (PURE, ""),
    "adapters.case.FRAMEWORK": (WORD, ""),
    "adapters.case.NAMESPACE": (WORD, ""),
    "adapters.case.NOBODY": (WORD, ""),
    "adapters.case.OURS": (WORD, ""),
    "adapters.case.identifier_of": (PURE, ""),
    "adapters.case.is_case": (PURE, ""),
    "adapters.case.package": (PURE, ""),
    "adapters.case.rubrics": (PURE, ""),
    "adapters.conversion.Converted": (PURE, "losses names rubrics texts"),
    "adapters.conversion.Loaded": (PURE, "format losses placed problems rubrics"),
    "adapters.conversion.Order": (WORD, ""),
    "adapters.conversion.TARGETS": (WORD, ""),
    "adapters.conversion.Target": (WORD, ""),
    "adapters.conversion.convert": (PURE, ""),
    "adapters.conversion.export": (PURE, ""),
    "adapters.conversion.load": (PURE, ""),
    "adapters.greenhouse.ATTRIBUTE_WORDS": (WORD, ""),
    "adapters.greenhouse.RECOMMENDATION_WORDS": (WORD, ""),
    "adapters.greenhouse.Rounds": (WORD, ""),
    "adapters.greenhouse.import_scorecards": (PURE, ""),
    "adapters.job_family.is_job_family": (PURE, ""),
    "adapters.job_family.rubrics_of": (PURE, ""),
    "adapters.markdown_table.front_matter": (PURE, ""),
    "adapters.markdown_table.markdown": (PURE, ""),
    "adapters.markdown_table.rubrics_of": (PURE, ""),
    "adapters.opensalt.is_opensalt": (PURE, ""),
    "adapters.opensalt.rubrics_of_sheet": (PURE, ""),
    "adapters.progression.is_progression": (PURE, ""),
    "adapters.progression.rubrics_of": (PURE, ""),
    "adapters.rubric_spec.is_rubric_spec": (PURE, ""),
    "adapters.rubric_spec.rubric_spec": (PURE, ""),
    "adapters.rubric_spec.rubrics_of": (PURE, ""),
    "adapters.smeqa.is_smeqa": (PURE, ""),
    "adapters.smeqa.rubrics_of": (PURE, ""),
    "agreement.Split": (PURE, "at_or_above below minority n"),
    "agreement.Spread": (
        PURE,
        "above_gap below_gap gaps_as_large highest largest_gap lowest n range",
    ),
    "agreement.Undefined": (PURE, "because reason"),
    "agreement.average_deviation": (PURE, ""),
    "agreement.can_call_agreement": (PURE, ""),
    "agreement.chance_of_deviation": (PURE, ""),
    "agreement.polarisation": (PURE, ""),
    "agreement.split": (PURE, ""),
    "agreement.spread": (PURE, ""),
    "assignment.Assigned": (PURE, "candidate interview interviewers model_config"),
    "assignment.Assignment": (
        PURE,
        (
            "assigned batches candidates commitment cross_faults each interviewers kind load_of"
            " model_config notes of order_for orders review rubric schema_version"
        ),
    ),
    "assignment.Batch": (PURE, "assigned candidates commitment interviewers model_config notes"),
    "assignment.Interviewer": (PURE, "criteria interviewer model_config most never"),
    "assignment.Review": (WORD, ""),
    "assignment.by_name": (PURE, ""),
    "chance.BaseRate": (PURE, "correlation high low origin panels rate"),
    "chance.Chance": (PURE, "alike each high low some"),
    "chance.Interval": (PURE, "high low value"),
    "chance.RateError": (PURE, ""),
    "chance.chance_of_repeats": (PURE, ""),
    "chance.declared_rate": (PURE, ""),
    "chance.estimated_rate": (PURE, ""),
    "chance.histories": (PURE, ""),
    "chance.interval": (PURE, ""),
    "chance.repeat_chance": (PURE, ""),
    "chance.repeat_chance_alike": (PURE, ""),
    "cli.main": (AT_HAND, ""),
    "cli.commands.check.EXAMPLE": (AT_HAND, ""),
    "cli.commands.check.run": (AT_HAND, ""),
    "cli.commands.convert.EXAMPLE": (AT_HAND, ""),
    "cli.commands.convert.run": (AT_HAND, ""),
    "cli.commands.debrief.EXAMPLE": (AT_HAND, ""),
    "cli.commands.debrief.run": (AT_HAND, ""),
    "cli.commands.demo.EXAMPLE": (AT_HAND, ""),
    "cli.commands.demo.report": (AT_HAND, ""),
    "cli.commands.demo.run": (AT_HAND, ""),
    "cli.commands.diff.EXAMPLE": (AT_HAND, ""),
    "cli.commands.diff.run": (AT_HAND, ""),
    "cli.commands.explain.EXAMPLE": (AT_HAND, ""),
    "cli.commands.explain.pages": (AT_HAND, ""),
    "cli.commands.explain.run": (AT_HAND, ""),
    "cli.commands.import_greenhouse.EXAMPLE": (AT_HAND, ""),
    "cli.commands.import_greenhouse.run": (AT_HAND, ""),
    "cli.commands.init.EXAMPLE": (AT_HAND, ""),
    "cli.commands.init.run": (AT_HAND, ""),
    "cli.commands.plan.EXAMPLE": (AT_HAND, ""),
    "cli.commands.plan.run": (AT_HAND, ""),
    "cli.commands.rules.EXAMPLE": (AT_HAND, ""),
    "cli.commands.rules.run": (AT_HAND, ""),
    "cli.commands.schema.EXAMPLE": (AT_HAND, ""),
    "cli.commands.schema.run": (AT_HAND, ""),
    "cli.commands.verify.EXAMPLE": (AT_HAND, ""),
    "cli.commands.verify.run": (AT_HAND, ""),
    "cli.formats.FORMATS": (AT_HAND, ""),
    "cli.formats.Format": (AT_HAND, ""),
    "cli.formats.github.pieces": (AT_HAND, ""),
    "cli.formats.json.pieces": (AT_HAND, ""),
    "cli.formats.junit.pieces": (AT_HAND, ""),
    "cli.formats.sarif.pieces": (AT_HAND, ""),
    "cli.formats.text.coloured": (AT_HAND, ""),
    "cli.formats.text.pieces": (AT_HAND, ""),
    "lints.DEFAULT_LINTS": (PURE, ""),
    "lints.Lint": (PURE, "because find severity slug source summary"),
    "lints.Severity": (PURE, ""),
    "lints.Subject": (PURE, ""),
    "lints.lint": (PURE, ""),
    "lints.anchor_by_degree.LINT": (PURE, ""),
    "lints.anchor_missing.LINT": (PURE, ""),
    "lints.anchor_repeated.LINT": (PURE, ""),
    "lints.anchor_without_behaviour.LINT": (PURE, ""),
    "lints.criterion_in_one_interview.LINT": (PURE, ""),
    "lints.criterion_two_ideas.LINT": (PURE, ""),
    "lints.criterion_unassigned.LINT": (PURE, ""),
    "lints.evidence_not_required.LINT": (PURE, ""),
    "lints.excluding_wording.LINT": (PURE, ""),
    "lints.hire_line_missing.LINT": (PURE, ""),
    "lints.interview_too_short.LINT": (PURE, ""),
    "lints.kind_without_behaviour.LINT": (PURE, ""),
    "lints.kind_without_not_evidence.LINT": (PURE, ""),
    "lints.kinds_overlap.LINT": (PURE, ""),
    "lints.rule_unknown.LINT": (PURE, ""),
    "lints.rule_unknown.knowing": (PURE, ""),
    "lints.vague_standard.LINT": (PURE, ""),
    "lints.weight_decides_alone.LINT": (PURE, ""),
    "order.MOST_DRAWS": (WORD, ""),
    "order.Method": (WORD, ""),
    "order.Order": (PURE, "about added draw items method model_config position purpose reader"),
    "order.PlanCommitment": (WORD, ""),
    "order.Purpose": (WORD, ""),
    "order.balanced": (PURE, ""),
    "order.drawn": (PURE, ""),
    "order.extended": (PURE, ""),
    "order.is_seed_of": (PURE, ""),
    "order.plan_commitment": (PURE, ""),
    "order.seed_commitment": (PURE, ""),
    "order.turns": (PURE, ""),
    "order.williams": (PURE, ""),
    "planner.check_plan": (PURE, ""),
    "planner.extend": (PURE, ""),
    "planner.plan": (PURE, ""),
    "suggestion.SignalWarning": (PURE, "ask leans signal words"),
    "suggestion.Suggestion": (PURE, "code leans title words"),
    "suggestion.Suggestions": (PURE, "codes none_of_these suggested"),
    "suggestion.suggest_kinds": (PURE, ""),
    "suggestion.warn_signal": (PURE, ""),
    "testing.DrawnPanel": (KIT, "debrief rubrics scorecards shadows"),
    "testing.drafts": (KIT, ""),
    "testing.panels": (KIT, ""),
    "testing.rubrics": (KIT, ""),
    "testing.scorecards": (KIT, ""),
    "testing.texts": (KIT, ""),
    "testing.blindness.DISCLOSURES": (KIT, ""),
    "testing.blindness.Disclosure": (KIT, "to what"),
    "testing.blindness.Leak": (KIT, "act channel place scenes showing story texts viewer"),
    "testing.blindness.Outcome": (KIT, "compared refused scenes seed steps"),
    "testing.blindness.Refused": (KIT, ""),
    "testing.blindness.Scene": (KIT, "candidate members number opened policy seats"),
    "testing.blindness.Tool": (
        KIT,
        (
            "at frames interviewers is_revealed left_out opaque open policies statements stop"
            " strangers submit"
        ),
    ),
    "testing.blindness.Written": (KIT, "key level words"),
    "testing.blindness.assert_blind": (KIT, ""),
    "testing.blindness.without_values": (KIT, ""),
    "testing.simulate.Mark": (KIT, ""),
    "testing.simulate.SimulatedPanel": (KIT, "debrief entries group meant planted repeats"),
    "testing.simulate.Tally": (
        KIT,
        (
            "by_chance chances false false_each false_squared flag_share flags found found_share"
            " kinds panels planted repeat_share repeats some_by_chance some_share"
        ),
    ),
    "testing.simulate.World": (
        KIT,
        (
            "correlation echo flags hearsay interviewers kinds planted rate right second_seat"
            " shared stereotypes"
        ),
    ),
    "testing.simulate.found_in": (KIT, ""),
    "testing.simulate.rubric_of": (KIT, ""),
    "testing.simulate.simulate": (KIT, ""),
    "testing.simulate.tally": (KIT, ""),
    "testing.stores.DeskConformance": (KIT, "house kept now panel"),
    "testing.stores.StoreConcurrency": (KIT, "kept panel"),
    "testing.stores.StoreConformance": (KIT, "kept panel"),
    "translation.Original": (PURE, "id model_config structure version"),
    "translation.OriginalVocabulary": (PURE, "id model_config version"),
    "translation.TranslatedCriterion": (
        PURE,
        "description id levels meets model_config questions red_flags title",
    ),
    "translation.TranslatedInterview": (PURE, "id model_config questions title"),
    "translation.TranslatedKind": (PURE, "code concern model_config not_evidence strength title"),
    "translation.TranslatedLevel": (PURE, "anchor label model_config red_flags value"),
    "translation.TranslatedQuestion": (PURE, "id model_config text"),
    "translation.TranslatedRecommendation": (PURE, "levels model_config title"),
    "translation.TranslatedScale": (PURE, "id levels model_config title"),
    "translation.Translation": (
        PURE,
        (
            "criteria cross_faults description interviews kind kinds language model_config"
            " recommendation rubric scales schema_version title vocabulary"
        ),
    ),
    "translation.check_translation": (PURE, ""),
    "translation.translate": (PURE, ""),
    "versions.Change": (PURE, "comparable criteria message path slug sort where"),
    "versions.Comparison": (PURE, "added apart changes comparable recommendation removed versions"),
    "versions.SLUGS": (WORD, ""),
    "versions.Sort": (WORD, ""),
    "versions.check_change": (PURE, ""),
    "versions.comparable": (PURE, ""),
    "versions.compare": (PURE, ""),
    "versions.compare_vocabularies": (PURE, ""),
    "versions.together": (PURE, ""),
}
"""Every other public name, by what it is observed or why it needs not be, and its attributes."""
