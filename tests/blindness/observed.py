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
    "stores.AsyncStore": (STORED, "append bodies drafts erase load panels"),
    "stores.SQLite": (STORED, "close within"),
    "stores.AsyncSQLite": (STORED, "append bodies close confirmed drafts erase load panels"),
    "stores.Change": (STORED, "bodies erased records settled subjects"),
    "stores.Memory": (STORED, "append bodies confirmed drafts erase load panels"),
    "stores.AsyncPostgreSQL": (
        STORED,
        "append bodies close drafts erase load locked migrate panels within",
    ),
    "stores.PostgreSQL": (
        STORED,
        "append bodies close ddl drafts erase load locked migrate panels row_level_security within",
    ),
    "stores.Store": (STORED, "append bodies drafts erase load panels"),
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
    "event.SeatVacated": (CORE, "at by event interview interviewer model_config reason"),
    "event.Submitted": (
        CORE,
        "at body by event interview interviewer key model_config reason rubric version",
    ),
    "event.VacateReason": (CORE, ""),
    "event.Withdrawn": (CORE, "at by event interview interviewer model_config"),
    "event.event_of": (CORE, ""),
    "event.written": (CORE, ""),
}
"""Every other public name, by what it is observed or why it needs not be, and its attributes."""
