<?php

declare(strict_types=1);

namespace Waarborg\Internal;

use FFI\CData;

/**
 * Where the library writes a decision, made once and used again.
 *
 * @internal
 */
final class Out
{
    public readonly CData $decision;
    public readonly CData $decisionAt;
    public readonly CData $error;
    public readonly CData $errorAt;

    public function __construct(\FFI $ffi)
    {
        $this->decision = $ffi->new('wb_decision');
        $this->decision->size = \FFI::sizeof($this->decision);
        $this->decisionAt = \FFI::addr($this->decision);
        $this->error = $ffi->new('wb_error *');
        $this->errorAt = \FFI::addr($this->error);
    }
}
