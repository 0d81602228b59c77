<?php

declare(strict_types=1);

namespace Waarborg;

use Waarborg\Exception\LibraryException;
use Waarborg\Internal\ClosedList;
use Waarborg\Internal\Library;
use Waarborg\Internal\Node;

/** A ground on which a request may be refused. An entry `request-refused` takes it in its field `ground`. */
enum RefusalGround: string
{
    use ClosedList;

    /** We cannot tell which data are about you (article 11(2)). */
    case CannotIdentify = 'cannot-identify';
    /** The request is manifestly unfounded (article 12(5)). */
    case ManifestlyUnfounded = 'manifestly-unfounded';
    /** The request is excessive, because it is made again and again (article 12(5)). */
    case Excessive = 'excessive';
    /** There was reason to doubt who made the request, and the doubt was not taken away (article 12(6)). */
    case IdentityNotShown = 'identity-not-shown';
    /** Whoever made the request may not speak for this person (UAVG 5(4)). */
    case NotAuthorised = 'not-authorised';
    /** A copy would harm the rights of others (article 15(4)). */
    case RightsOfOthers = 'rights-of-others';
    /** The data have not been shown to be wrong (article 16). */
    case AccuracyNotShown = 'accuracy-not-shown';
    /** The law does not oblige us to erase in this case (article 17(1)). */
    case NoGroundForErasure = 'no-ground-for-erasure';
    /** The data are needed for the freedom of expression and information (article 17(3)(a)). */
    case FreeExpression = 'free-expression';
    /** A law obliges us to keep the data, or a task in the public interest needs them (article 17(3)(b)). */
    case LegalDuty = 'legal-duty';
    /** The data are needed for public health (article 17(3)(c)). */
    case PublicHealth = 'public-health';
    /** The data are needed for archives, research or statistics (article 17(3)(d)). */
    case Archive = 'archive';
    /** The data are needed for a legal claim (article 17(3)(e)). */
    case LegalClaims = 'legal-claims';
    /** None of the four grounds to have the use stopped is there (article 18(1)). */
    case NoGroundForRestriction = 'no-ground-for-restriction';
    /** The data were not provided by you, or do not rest on consent or a contract (article 20(1)). */
    case NotPortable = 'not-portable';
    /** Handing the data over would harm the rights of others (article 20(4)). */
    case PortabilityOfOthers = 'portability-of-others';
    /** There are compelling grounds that outweigh the objection (article 21(1)). */
    case CompellingGrounds = 'compelling-grounds';
    /** No decision was taken by a computer alone (article 22(1)). */
    case NoAutomatedDecision = 'no-automated-decision';
    /** The automated decision is allowed (article 22(2)). */
    case AutomatedAllowed = 'automated-allowed';
    /** The automated decision is needed for a duty or task under law, and is no profiling (UAVG 40). */
    case AutomatedByLaw = 'automated-by-law';
    /** A weighty interest that the law names goes first (UAVG 41). */
    case GeneralInterest = 'general-interest';
    /** The data are used only for journalism, art, literature or academic expression (UAVG 43). */
    case Journalism = 'journalism';
    /** The data are used only for research or statistics (UAVG 44). */
    case Research = 'research';
    /** The data are kept in a public records archive (UAVG 45). */
    case Archived = 'archived';
    /** The data are in a public register with rules of its own (UAVG 47). */
    case PublicRegister = 'public-register';

    /** The article it rests on; of the GDPR unless another act is named. */
    public function article(): string
    {
        return $this->render()->text('article');
    }

    /**
     * The rights that can be refused on it; every right if there are none.
     *
     * @return list<Right>
     */
    public function rights(): array
    {
        return \array_map(Right::read(...), $this->render()->texts('rights'));
    }

    /** Whether a right can be refused on it. */
    public function fits(Right $right): bool
    {
        $rights = $this->rights();

        return $rights === [] || \in_array($right, $rights, true);
    }

    /** The sentence for a person, in Dutch. */
    public function nl(): string
    {
        return $this->render()->text('nl');
    }

    /** The sentence for a person, in English. */
    public function en(): string
    {
        return $this->render()->text('en');
    }

    private function render(): Node
    {
        foreach (Node::read(Library::get()->text('wb_grounds'))->nodes('grounds') as $ground) {
            if ($ground->text('ground') === $this->value) {
                return $ground;
            }
        }
        // No rights would mean every right.
        $message = "The library is older than this package, and has no ground `{$this->value}`.";
        throw LibraryException::reason('older-library', $message, 'Use the library of this package.');
    }
}
