"""On what a request may be refused."""

from __future__ import annotations

import json
from typing import Any

from ._native.call import text
from ._native.library import lib
from .errors import ArgumentError, Diagnostic
from .tolerant import LegalWord
from .words import Right


class RefusalGround(LegalWord):
    """A ground on which a request may be refused. An entry request-refused takes it in its field `ground`."""

    #: We cannot tell which data are about you (article 11(2)).
    CANNOT_IDENTIFY = "cannot-identify"
    #: The request is manifestly unfounded (article 12(5)).
    MANIFESTLY_UNFOUNDED = "manifestly-unfounded"
    #: The request is excessive, because it is made again and again (article 12(5)).
    EXCESSIVE = "excessive"
    #: There was reason to doubt who made the request, and the doubt was not taken away (article 12(6)).
    IDENTITY_NOT_SHOWN = "identity-not-shown"
    #: Whoever made the request may not speak for this person (UAVG 5(4)).
    NOT_AUTHORISED = "not-authorised"
    #: A copy would harm the rights of others (article 15(4)).
    RIGHTS_OF_OTHERS = "rights-of-others"
    #: The data have not been shown to be wrong (article 16).
    ACCURACY_NOT_SHOWN = "accuracy-not-shown"
    #: The law does not oblige us to erase in this case (article 17(1)).
    NO_GROUND_FOR_ERASURE = "no-ground-for-erasure"
    #: The data are needed for the freedom of expression and information (article 17(3)(a)).
    FREE_EXPRESSION = "free-expression"
    #: A law obliges us to keep the data, or a task in the public interest needs them (article 17(3)(b)).
    LEGAL_DUTY = "legal-duty"
    #: The data are needed for public health (article 17(3)(c)).
    PUBLIC_HEALTH = "public-health"
    #: The data are needed for archives, research or statistics (article 17(3)(d)).
    ARCHIVE = "archive"
    #: The data are needed for a legal claim (article 17(3)(e)).
    LEGAL_CLAIMS = "legal-claims"
    #: None of the four grounds to have the use stopped is there (article 18(1)).
    NO_GROUND_FOR_RESTRICTION = "no-ground-for-restriction"
    #: The data were not provided by you, or do not rest on consent or a contract (article 20(1)).
    NOT_PORTABLE = "not-portable"
    #: Handing the data over would harm the rights of others (article 20(4)).
    PORTABILITY_OF_OTHERS = "portability-of-others"
    #: There are compelling grounds that outweigh the objection (article 21(1)).
    COMPELLING_GROUNDS = "compelling-grounds"
    #: No decision was taken by a computer alone (article 22(1)).
    NO_AUTOMATED_DECISION = "no-automated-decision"
    #: The automated decision is allowed (article 22(2)).
    AUTOMATED_ALLOWED = "automated-allowed"
    #: The automated decision is needed for a duty or task under law, and is no profiling (UAVG 40).
    AUTOMATED_BY_LAW = "automated-by-law"
    #: A weighty interest that the law names goes first (UAVG 41).
    GENERAL_INTEREST = "general-interest"
    #: The data are used only for journalism, art, literature or academic expression (UAVG 43).
    JOURNALISM = "journalism"
    #: The data are used only for research or statistics (UAVG 44).
    RESEARCH = "research"
    #: The data are kept in a public records archive (UAVG 45).
    ARCHIVED = "archived"
    #: The data are in a public register with rules of its own (UAVG 47).
    PUBLIC_REGISTER = "public-register"

    @property
    def rights(self) -> tuple[Right, ...]:
        """The rights that can be refused on it; every right if there are none."""
        return tuple(map(Right, self._described()["rights"]))

    def fits(self, right: Right | str) -> bool:
        """Whether a right can be refused on it."""
        rights, asked = self.rights, Right.asked(right)
        return not rights or asked in rights

    def _described(self) -> dict[str, Any]:
        rendered: dict[str, dict[str, Any]] = {
            one["ground"]: one for one in json.loads(text(lib.wb_grounds))["grounds"]
        }
        if self.word not in rendered:
            raise ArgumentError.of(
                Diagnostic(code="unknown-value", message="there is no such ground", expected=", ".join(rendered))
            )
        return rendered[self.word]
